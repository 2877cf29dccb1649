package vn.motcua.database;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers for new rows, known before the rows are written: each node takes a block of a sequence at a time. Numbers are
 * never given twice; some are never used.
 */
@Component
public class Numbers {

    /** What the sequences used here are incremented by. */
    static final int BLOCK = 100;

    private final JdbcClient jdbc;
    private final Map<String, Block> blocks = new HashMap<>();

    Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Block(long next, long end) {}

    /** @param sequence with its schema; made with {@code INCREMENT BY 100} */
    public synchronized long next(String sequence) {
        Block block = blocks.get(sequence);
        if (block == null || block.next() == block.end()) {
            long start = jdbc.sql("SELECT nextval(CAST(:sequence AS regclass))")
                    .param("sequence", sequence)
                    .query(Long.class)
                    .single();
            block = new Block(start, start + BLOCK);
        }
        blocks.put(sequence, new Block(block.next() + 1, block.end()));
        return block.next();
    }
}
