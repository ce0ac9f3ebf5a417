package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/gongxu/gongxu/benchmarks"
)

// writeScaleTable prints the figures of one size for people.
func writeScaleTable(w io.Writer, r *benchmarks.Report) error {
	fmt.Fprintf(w, "%d 件专利，%d 条需求（平均 %.0f 个检索项，其中二元组 %.0f 个），取前 %d 件，%d 核，%d 轮取中位数；来源：%s\n\n",
		r.Patents, r.Needs, r.MeanTerms, r.MeanBigrams, r.K, r.Cores, r.Runs, r.Source)
	t := newTable(column{name: "指标"}, column{name: "数值", right: true}, column{name: "单位"})
	ms := func(name string, q benchmarks.Quantiles) {
		t.add(name+" p50 / p95 / p99 / 最大", fmt.Sprintf("%.2f / %.2f / %.2f / %.2f", q.P50, q.P95, q.P99, q.Max), "ms")
	}
	t.add("建库速度（含合并）", fmt.Sprintf("%.0f", r.IndexRate), "件/s")
	t.add("读入速度（不含合并）", fmt.Sprintf("%.0f", r.LoadRate), "件/s")
	t.add("磁盘占用", fmt.Sprintf("%.0f", r.BytesPerDoc), "字节/件")
	t.add("建库内存峰值 匿名 / 常驻", fmt.Sprintf("%.0f / %.0f", r.IndexPeakAnon, r.IndexPeakRSS), "MiB")
	t.add("检索内存峰值 匿名 / 常驻", fmt.Sprintf("%.0f / %.0f", r.Anon, r.RSS), "MiB")
	t.add("新进程打开", fmt.Sprintf("%.0f", r.OpenMillis), "ms")
	t.add("新进程第一条需求", fmt.Sprintf("%.2f", r.ColdFirstNeed), "ms")
	ms("每条需求，冷", r.Cold)
	ms("每条需求，热", r.Need)
	ms("二元组单核，热", r.Bigrams)
	t.add("全并发第一阶段", fmt.Sprintf("%.0f", r.NeedsPerSecond), "条/s")
	if m := r.Matching; m != nil {
		t.add("全并发完整匹配", fmt.Sprintf("%.1f", m.NeedsPerSecond), "条/s")
	}
	t.add(fmt.Sprintf("与穷举一致（%d 条）", r.Checked), fmt.Sprintf("%.2f", 100*r.Agreement), "%")
	if err := t.write(w, "", styleFor(w)); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return writePeerTable(w, r)
}

// writePeerTable sets the peers beside Gongxu's own work on one core, the fastest first.
func writePeerTable(w io.Writer, r *benchmarks.Report) error {
	if len(r.Peers)+len(r.Skipped) == 0 {
		return nil
	}
	fmt.Fprintln(w, "同一批专利、同一批需求、同样的件数，单核（从需求文本到结果）；倍数为本行 p50 与 Gongxu 之比：")
	t := newTable(column{name: "引擎"}, column{name: "版本"}, column{name: "p50 ms", right: true}, column{name: "p95 ms", right: true},
		column{name: "倍数", right: true}, column{name: "建库 件/s", right: true}, column{name: "字节/件", right: true}, column{name: "说明"})
	row := func(name, version, text string, q benchmarks.Quantiles, rate, bytes float64) {
		times := "-"
		if r.Bigrams.P50 > 0 {
			times = fmt.Sprintf("%.1f", q.P50/r.Bigrams.P50)
		}
		t.add(name, version, fmt.Sprintf("%.2f", q.P50), fmt.Sprintf("%.2f", q.P95), times,
			fmt.Sprintf("%.0f", rate), fmt.Sprintf("%.0f", bytes), text)
	}
	row("gongxu", r.GoVersion, "bigrams; indexing and disk with all views and stored records", r.Bigrams, r.IndexRate, r.BytesPerDoc)
	names := slices.SortedFunc(maps.Keys(r.Peers), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.Peers[a].Need.P50, r.Peers[b].Need.P50), cmp.Compare(a, b))
	})
	for _, name := range names {
		p := r.Peers[name]
		row(name, p.Version, p.Setting, p.Need, p.IndexRate, p.BytesPerDoc)
	}
	if err := t.write(w, "", styleFor(w)); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(r.Skipped)) {
		fmt.Fprintf(w, "%s 未测：%s\n", name, r.Skipped[name])
	}
	_, err := fmt.Fprintln(w)
	return err
}
