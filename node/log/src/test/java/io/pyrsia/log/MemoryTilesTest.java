package io.pyrsia.log;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

class MemoryTilesTest extends HashReaderContract {

    private final MemoryTiles tiles = new MemoryTiles();

    @Override
    protected void store(Appended appended, List<Bytes> entries) {
        tiles.store(appended);
    }

    @Override
    protected HashReader reader() {
        return tiles;
    }
}
