package io.pyrsia.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// Every setting of RocksDB that differs from its default, and the native objects that they live in.
final class Options implements AutoCloseable {

    private static final int BLOCK_BYTES = 16 << 10;
    private static final long INFO_LOG_BYTES = 1 << 20;
    private static final int INFO_LOGS = 4;

    static {
        RocksDB.loadLibrary();
    }

    /// In the order of their making; closed in the opposite one.
    private final List<RocksObject> natives = new ArrayList<>();

    final Statistics statistics;
    final DBOptions database;
    final WriteOptions durable;
    final WriteOptions buffered;
    private final StorageSettings settings;
    private final Cache cache;
    private final BloomFilter bloom;

    Options(StorageSettings settings) {
        this.settings = settings;
        cache = own(new LRUCache(settings.blockCache().bytes()));
        bloom = own(new BloomFilter(10));
        statistics = own(new Statistics());
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        WriteBufferManager memtables =
                own(new WriteBufferManager(settings.memtables().bytes(), own(new LRUCache(0))));
        database = own(verifyingLogs())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                // The logs are checked and mended before; see WriteAheadLogs.
                .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency)
                .setMaxTotalWalSize(settings.writeAheadLog().bytes())
                .setMaxOpenFiles(settings.openFiles())
                .setMaxBackgroundJobs(settings.backgroundJobs())
                .setWriteBufferManager(memtables)
                .setBytesPerSync(1 << 20)
                .setStatistics(statistics)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOGS)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        durable = own(new WriteOptions().setSync(true));
        buffered = own(new WriteOptions());
    }

    ColumnFamilyOptions column(Column column) {
        return own(new ColumnFamilyOptions())
                .setWriteBufferSize(Math.max(1 << 20, settings.memtables().bytes() / 4))
                .setMaxWriteBufferNumber(3)
                .setCompressionType(compression(column))
                .setLevelCompactionDynamicLevelBytes(true)
                .setTableFormatConfig(table());
    }

    /// For a column of a newer format, so that the store can be opened and its version read.
    ColumnFamilyOptions unknownColumn() {
        return own(new ColumnFamilyOptions()).setTableFormatConfig(table());
    }

    private BlockBasedTableConfig table() {
        return new BlockBasedTableConfig()
                .setBlockSize(BLOCK_BYTES)
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(bloom);
    }

    /// Hashes and signatures do not get smaller.
    private static CompressionType compression(Column column) {
        return switch (column) {
            case TILES, HASHES, VOTES -> CompressionType.NO_COMPRESSION;
            case META, BLOCKS, ENTRIES, STATE, INDEX, BLOBS, NAMES -> CompressionType.LZ4_COMPRESSION;
        };
    }

    /// The manifest then names the closed logs and their sizes, so that a missing one is noticed; it has no setter.
    private static DBOptions verifyingLogs() {
        Properties properties = new Properties();
        properties.setProperty("track_and_verify_wals_in_manifest", "true");
        DBOptions options = DBOptions.getDBOptionsFromProps(properties);
        if (options == null) {
            throw new IllegalStateException("RocksDB no longer knows " + properties);
        }
        return options;
    }

    private <T extends RocksObject> T own(T made) {
        natives.add(made);
        return made;
    }

    @Override
    public void close() {
        for (RocksObject made : natives.reversed()) {
            made.close();
        }
    }
}
