package gongxu.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Lucene as a peer of Gongxu. The commands read tab-separated files and print one JSON document on standard output:
 *
 * <pre>
 * index  DIR ANALYZER FIELDS PATENTS THREADS   make an index: docs, seconds
 * merge  DIR ANALYZER                          merge it into one segment: seconds
 * search DIR ANALYZER FIELDS NEEDS K RUNS      ask all needs: the milliseconds of each, round by round
 * </pre>
 *
 * ANALYZER is cjk or smartcn. FIELDS is two (title and abstract apart, the title with boost 2) or one (joined).
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            throw new IllegalArgumentException("want: index|merge|search DIR ANALYZER …");
        }
        Path dir = Path.of(args[1]);
        Texts texts = new Texts(args[2], args.length > 3 ? args[3] : "two");
        String result = switch (args[0]) {
            case "index" -> Indexing.run(dir, texts, Path.of(args[4]), Integer.parseInt(args[5]));
            case "merge" -> Indexing.merge(dir, texts);
            case "search" -> Searching.run(dir, texts, Path.of(args[4]), Integer.parseInt(args[5]), Integer.parseInt(args[6]));
            default -> throw new IllegalArgumentException("unknown command " + args[0]);
        };
        System.out.println(result);
    }
}
