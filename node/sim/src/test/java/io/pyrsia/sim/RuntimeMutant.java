package io.pyrsia.sim;

import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.State;
import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.Dialect;
import io.pyrsia.sim.node.Disk;
import org.apache.tuweni.bytes.Bytes;

/// Known bugs of what runs beside the core: it is the real one, and its store or its software does one thing wrong.
enum RuntimeMutant implements Core {
    /// What is damaged in the middle of a store is cut off like a torn tail, and with it votes that had left.
    DAMAGE_TAKEN_FOR_TORN_TAIL {
        @Override
        public Recovered recover(Disk disk) {
            return disk.recoverBeforeDamage();
        }
    },
    /// A write that fails for lack of room is taken for one that succeeded.
    FULL_DISK_IGNORED {
        @Override
        public boolean stopsWhenFull() {
            return false;
        }
    },
    /// An upgraded node does not understand those that are not upgraded yet.
    READS_ONLY_THE_NEW_FORMAT {
        @Override
        public Bytes read(Dialect dialect, Bytes received) throws Malformed {
            Bytes message = dialect.read(received);
            if (dialect == Dialect.WRITES_NEW && message.equals(received)) {
                throw new Malformed("a message in a format of the past");
            }
            return message;
        }
    };

    @Override
    public State start(Genesis genesis, Config config, Signer signer, Recovered recovered) {
        return Core.REAL.start(genesis, config, signer, recovered);
    }
}
