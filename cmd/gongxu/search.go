package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// searchOptions are the flags of gongxu search.
type searchOptions struct {
	engineFlags
	filterFlags
	req  matcher.SearchRequest
	json bool
}

func newSearchCommand() *cobra.Command {
	o := searchOptions{req: matcher.DefaultSearchRequest()}
	cmd := &cobra.Command{
		Use:   "search --dir D [QUERY]",
		Short: "Find patents by a query string",
		Long: `Find patents by a query string: free words are ranked; "phrases" and +words must occur, -words must not;
field:value restricts (title, abstract, applicant, ipc, sei, type, status, region, mode, year, granted, date), with * and ?
in values of ipc, applicant, region, status and type, and >=, >, <=, < before dates. Without a query everything that the
filters let through is found. A query that begins with - goes behind --.`,
		Example: `  gongxu search --dir data '石墨烯 散热 -applicant:华为'
  gongxu search --dir data '"固态电解质" ipc:H01M* granted:>=2020-05' --sort date
  gongxu search --dir data --sei 1.2 --facets sei,ipc,year -k 5 --json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.req.Query = strings.Join(args, " ")
			return o.search(cmd)
		},
	}
	o.engineFlags.add(cmd, false)
	flags := cmd.Flags()
	flags.IntVarP(&o.req.K, "k", "k", o.req.K, "number of patents")
	flags.StringVar(&o.req.Sort, "sort", o.req.Sort, "score, date (newest first) or date_asc")
	flags.StringSliceVar(&o.req.Facets, "facets", nil, "count the hits by "+strings.Join(matcher.FacetNames(), ", "))
	flags.IntVar(&o.req.FacetSize, "facet-size", o.req.FacetSize, "number of values of each facet")
	flags.StringVar(&o.req.Cursor, "cursor", "", "go on behind an earlier page, with the cursor that it printed")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	o.filterFlags.add(cmd)
	return cmd
}

func (o *searchOptions) search(cmd *cobra.Command) error {
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	o.req.Filter = o.filter
	res, err := engine.Search(cmd.Context(), o.req)
	var bad *matcher.QueryError
	if errors.As(err, &bad) {
		return usage("%s", pointAt(bad))
	}
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), res)
	}
	return o.print(cmd.OutOrStdout(), res)
}

// pointAt writes what is wrong with a query, the query, and a caret below the place.
func pointAt(e *matcher.QueryError) string {
	at := min(max(e.Offset, 0), len(e.Query))
	return fmt.Sprintf("the query cannot be read: %s\n  %s\n  %s^",
		e.Reason, oneLineKeep(e.Query), strings.Repeat(" ", uniseg.StringWidth(oneLineKeep(e.Query[:at]))))
}

// printFacet prints the counts of a field; what is inferred has a column of its own.
func printFacet(w io.Writer, s style, f matcher.Facet) error {
	head, columns := fmt.Sprintf("%s（%d 个值，%d 件无数据）", f.Name, f.Distinct, f.Missing), []column{{name: "件数", right: true}}
	if f.Inferred > 0 {
		head = fmt.Sprintf("%s（%d 个值，另有 %d 件由文本推断，%d 件无数据）", f.Name, f.Distinct, f.Inferred, f.Missing)
		columns = append(columns, column{name: "推断", right: true})
	}
	fmt.Fprintf(w, "\n%s\n", s.head(head))
	t := newTable(append(columns, column{name: "值", limit: 40}, column{name: "名称", limit: 60})...)
	for _, v := range f.Values {
		cells := []string{fmt.Sprint(v.Count)}
		if f.Inferred > 0 {
			cells = append(cells, fmt.Sprint(v.Inferred))
		}
		t.add(append(cells, v.Value, v.Label)...)
	}
	return t.write(w, "  ", s)
}

func (o *searchOptions) print(w io.Writer, res *matcher.SearchResult) error {
	s := styleFor(w)
	fmt.Fprintf(w, "共 %d 件\n", res.Total)
	for i, h := range res.Hits {
		fmt.Fprintf(w, "%2d. %s %s", i+1, h.ID, s.bold(marked(s, "title", h.Title, h.Highlights)))
		if h.Score > 0 {
			fmt.Fprintf(w, "  %s", s.dim(fmt.Sprintf("（%d 分）", h.Score)))
		}
		if h.Inferred != nil {
			fmt.Fprintf(w, "  %s", s.dim(inferredNames(h.Inferred)))
		}
		fmt.Fprintln(w)
		if h.Snippet != "" {
			fmt.Fprintf(w, "    %s\n", oneLine(h.Snippet))
		}
	}
	for _, f := range res.Facets {
		if err := printFacet(w, s, f); err != nil {
			return err
		}
	}
	if res.Next == "" {
		return nil
	}
	_, err := fmt.Fprintf(w, "\n下一页：--cursor %s\n", res.Next)
	return err
}
