package gongxu.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/** Asks needs one by one on one thread, from their text to the best documents, and takes the time of each. */
final class Searching {
    private static final float TITLE_BOOST = 2;
    private static final int WARM_ROUNDS = 3;
    private static final double WARM_CPU_SECONDS = 10;

    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final boolean joined;
    private final TopScoreDocCollectorManager collectors;
    private long hits;
    private long terms;

    private Searching(DirectoryReader reader, Texts texts, int k) {
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // it would not keep scored queries anyway
        analyzer = texts.analyzer();
        joined = texts.joined();
        collectors = new TopScoreDocCollectorManager(k, 1); // hits are not counted, so that blocks may be skipped
    }

    static String run(Path dir, Texts texts, Path needs, int k, int runs) throws IOException {
        IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
        List<String> asked = new ArrayList<>();
        try (BufferedReader in = Texts.open(needs)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                asked.add(line.substring(line.indexOf('\t') + 1));
            }
        }
        try (Directory directory = FSDirectory.open(dir);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            Searching s = new Searching(reader, texts, k);
            double start = cpuSeconds();
            int rounds = 0;
            while (rounds < WARM_ROUNDS || cpuSeconds() - start < WARM_CPU_SECONDS) {
                s.round(asked);
                rounds++;
            }
            s.hits = 0;
            s.terms = 0;
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < runs; i++) {
                out.append(i == 0 ? "" : ",").append(s.round(asked));
            }
            return String.format(Locale.ROOT,
                    "{\"version\":\"%s (Java %s)\",\"segments\":%d,\"hits\":%d,\"mean_terms\":%.1f,\"runs\":[%s]}",
                    Version.LATEST, Runtime.version().feature(), reader.leaves().size(), s.hits / runs,
                    (double) s.terms / runs / Math.max(1, asked.size()), out);
        }
    }

    /** The time that this process has had on a core: on a busy machine the clock on the wall says little about how warm it is. */
    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Asks all needs once and returns the milliseconds of each as a JSON list. */
    private String round(List<String> needs) throws IOException {
        StringBuilder out = new StringBuilder("[");
        for (String need : needs) {
            long start = System.nanoTime();
            TopDocs best = searcher.search(query(need), collectors);
            double ms = (System.nanoTime() - start) / 1e6;
            hits += best.scoreDocs.length;
            out.append(out.length() == 1 ? "" : ",").append(String.format(Locale.ROOT, "%.6f", ms));
        }
        return out.append(']').toString();
    }

    private Query query(String need) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream("abstract", need)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                counts.merge(term.toString(), 1, Integer::sum);
            }
            tokens.end();
        }
        terms += counts.size();
        BooleanQuery.Builder b = new BooleanQuery.Builder();
        counts.forEach((text, n) -> {
            if (!joined) {
                b.add(boosted("title", text, TITLE_BOOST * n), BooleanClause.Occur.SHOULD);
            }
            b.add(boosted("abstract", text, n), BooleanClause.Occur.SHOULD);
        });
        return b.build();
    }

    private static Query boosted(String field, String text, float boost) {
        Query q = new TermQuery(new Term(field, text));
        return boost == 1 ? q : new BoostQuery(q, boost);
    }
}
