package gongxu.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/** Makes an index of documents and frequencies, with norms, without positions and without stored texts. */
final class Indexing {
    private static final String[] END = {};
    private static final double BUFFER_MEGABYTES = 256;

    private Indexing() {}

    static String run(Path dir, Texts texts, Path patents, int threads) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long docs;
        try (Directory directory = FSDirectory.open(dir);
                IndexWriter writer = new IndexWriter(directory, config(texts, IndexWriterConfig.OpenMode.CREATE))) {
            docs = add(writer, texts, patents, threads);
        } // closing commits, and waits for the merges that the policy has chosen
        return result(docs, start);
    }

    static String merge(Path dir, Texts texts) throws IOException {
        long start = System.nanoTime();
        try (Directory directory = FSDirectory.open(dir);
                IndexWriter writer = new IndexWriter(directory, config(texts, IndexWriterConfig.OpenMode.APPEND))) {
            writer.forceMerge(1);
            return result(writer.getDocStats().numDocs, start);
        }
    }

    private static IndexWriterConfig config(Texts texts, IndexWriterConfig.OpenMode mode) {
        return new IndexWriterConfig(texts.analyzer()).setOpenMode(mode).setRAMBufferSizeMB(BUFFER_MEGABYTES);
    }

    private static String result(long docs, long start) {
        return String.format(java.util.Locale.ROOT, "{\"version\":\"%s\",\"docs\":%d,\"seconds\":%.3f}",
                Version.LATEST, docs, (System.nanoTime() - start) / 1e9);
    }

    /** Reads lines and lets all threads analyse and add them. */
    private static long add(IndexWriter writer, Texts texts, Path patents, int threads) throws IOException, InterruptedException {
        BlockingQueue<String[]> queue = new ArrayBlockingQueue<>(1024);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                for (String[] row = queue.take(); row != END; row = queue.take()) {
                    writer.addDocument(document(texts, row));
                }
                return null;
            }));
        }
        long docs = 0;
        try (BufferedReader in = Texts.open(patents)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] row = line.split("\t", -1);
                if (row.length != 3) {
                    throw new IOException("line " + (docs + 1) + " of " + patents + " has " + row.length + " columns, not 3");
                }
                queue.put(row);
                docs++;
            }
        }
        for (int i = 0; i < threads; i++) {
            queue.put(END);
        }
        pool.shutdown();
        for (Future<?> f : running) {
            try {
                f.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        return docs;
    }

    private static final FieldType TEXT = text();

    private static FieldType text() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    private static Document document(Texts texts, String[] row) {
        Document doc = new Document();
        if (texts.joined()) {
            doc.add(new Field("abstract", row[1] + "。" + row[2], TEXT));
        } else {
            doc.add(new Field("title", row[1], TEXT));
            doc.add(new Field("abstract", row[2], TEXT));
        }
        return doc;
    }
}
