package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/server"
)

// The API as a part of another HTTP server.
func ExampleServer_Handler() {
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer engine.Close()
	err = engine.AddPatents(context.Background(),
		corpus.Patent{ID: "P1", Title: "磷酸铁锂正极材料的制备方法", Abstract: "提高低温放电性能。"},
		corpus.Patent{ID: "P2", Title: "玉米联合收割机的割台", Abstract: "减少籽粒损失。"})
	if err != nil {
		fmt.Println(err)
		return
	}
	api, err := server.New(engine, server.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer api.Close()

	mux := http.NewServeMux()
	mux.Handle("/patents/", http.StripPrefix("/patents", api.Handler()))

	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/patents/v1/patents/P2", nil))
	fmt.Print(w.Code, " ", w.Body)
	// Output:
	// 200 {"id":"P2","title":"玉米联合收割机的割台","abstract":"减少籽粒损失。"}
}
