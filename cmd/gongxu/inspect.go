package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// inspectOptions are the flags of gongxu inspect.
type inspectOptions struct {
	engineFlags
	title, text string
	need, json  bool
}

func newInspectCommand() *cobra.Command {
	var o inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect [--dir D] --text X [--title T]",
		Short: "Show how a text is cut, and with which weights and impacts it is scored",
		Long: `Show how a text is cut into terms: the stretches that are left out as set wording or corporate background, and every term
with its class, the number of patents that hold it, the weight w that it has in a need and the impact q in a patent.
With --need also how the text is read: its parts (problem, target, constraints, existing work, corporate background), the separate
needs in it, and its quantities.
Without --dir nothing is known about patents, and all weights are as in an empty library.`,
		Example: `  gongxu inspect --text '一种LiNi0.8Co0.1Mn0.1O2正极材料的制备方法'
  gongxu inspect --dir data --need --title 正极材料 --text '需求内容：提高低温性能'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.inspect(cmd) },
	}
	o.add(cmd, true)
	flags := cmd.Flags()
	flags.StringVar(&o.title, "title", "", "title")
	flags.StringVar(&o.text, "text", "", "text")
	flags.BoolVar(&o.need, "need", false, "the text is a need, not a patent")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	cmd.MarkFlagsOneRequired("text", "title")
	return cmd
}

func (o *inspectOptions) inspect(cmd *cobra.Command) error {
	engine, err := o.engine()
	if err != nil {
		return err
	}
	defer engine.Close()
	in, err := engine.Inspect(cmd.Context(), o.title, o.text, o.need)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), in)
	}
	return printInspection(cmd.OutOrStdout(), in)
}

// engine opens the directory; without one the user dictionary is used, not checked.
func (o *inspectOptions) engine() (*matcher.Engine, error) {
	if o.dir != "" {
		return o.openReadOnly()
	}
	set, err := o.settings()
	if err != nil {
		return nil, err
	}
	return matcher.NewMemory(set)
}

func printInspection(w io.Writer, in *matcher.Inspection) error {
	s := styleFor(w)
	fmt.Fprintf(w, "%s %s\n", s.head("规范化："), oneLine(in.Normalized))
	if len(in.Spans) > 0 {
		fmt.Fprintf(w, "\n%s\n", s.head("不参与匹配的文字："))
		t := newTable(column{name: "位置"}, column{name: "起", right: true}, column{name: "止", right: true}, column{name: "文字", limit: 80})
		for _, h := range in.Spans {
			t.add(h.Field, fmt.Sprint(h.Start), fmt.Sprint(h.End), h.Text)
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	if in.Need != nil {
		if err := printNeedReading(w, in.Need, s); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "\n%s\n", s.head("词项："))
	t := newTable(column{name: "视图"}, column{name: "词项", limit: 40}, column{name: "类别"}, column{name: "次数", right: true},
		column{name: "专利数", right: true}, column{name: "w", right: true}, column{name: "q", right: true})
	for _, x := range in.Tokens {
		t.add(viewName(x.View), x.Term, x.Class, fmt.Sprint(x.Count), fmt.Sprint(x.DocFreq), fmt.Sprint(x.W), fmt.Sprint(x.Q))
	}
	return t.write(w, "  ", s)
}
