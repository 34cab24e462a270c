package io.pyrsia.libp2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pyrsia.libp2p.discovery.MdnsPacketFuzzTest;
import io.pyrsia.libp2p.gossip.RpcFuzzTest;
import io.pyrsia.libp2p.identify.IdentificationFuzzTest;
import io.pyrsia.libp2p.identify.PeerRecordFuzzTest;
import io.pyrsia.libp2p.kad.KadMessageFuzzTest;
import io.pyrsia.libp2p.key.PeerKeyFuzzTest;
import io.pyrsia.libp2p.multiformats.MultiaddrFuzzTest;
import io.pyrsia.libp2p.multiformats.MultiaddrTextFuzzTest;
import io.pyrsia.libp2p.multiformats.PeerIdFuzzTest;
import io.pyrsia.libp2p.multiformats.PeerIdTextFuzzTest;
import io.pyrsia.libp2p.multistream.MultistreamFuzzTest;
import io.pyrsia.libp2p.noise.NoiseHandshakeFuzzTest;
import io.pyrsia.libp2p.noise.NoisePayloadFuzzTest;
import io.pyrsia.libp2p.protobuf.ProtobufFuzzTest;
import io.pyrsia.libp2p.tls.PeerCertificateFuzzTest;
import io.pyrsia.libp2p.tls.SignedKeyFuzzTest;
import io.pyrsia.libp2p.yamux.FrameFuzzTest;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// All fuzz targets in one, for the everyday run: starting a fuzzer costs more than a second of its work, and there is
/// one to a JVM. The first byte of an input says whose the rest is.
class EveryDecoderFuzzTest {

    private record Target(Class<?> test, Consumer<byte[]> decodes) {}

    private static final List<Target> TARGETS = List.of(
            new Target(FrameFuzzTest.class, new FrameFuzzTest()::decodes),
            new Target(IdentificationFuzzTest.class, new IdentificationFuzzTest()::decodes),
            new Target(KadMessageFuzzTest.class, new KadMessageFuzzTest()::decodes),
            new Target(MdnsPacketFuzzTest.class, new MdnsPacketFuzzTest()::decodes),
            new Target(MessagesFuzzTest.class, new MessagesFuzzTest()::decodes),
            new Target(MultiaddrFuzzTest.class, new MultiaddrFuzzTest()::decodes),
            new Target(MultiaddrTextFuzzTest.class, new MultiaddrTextFuzzTest()::decodes),
            new Target(MultistreamFuzzTest.class, new MultistreamFuzzTest()::decodes),
            new Target(NoiseHandshakeFuzzTest.class, new NoiseHandshakeFuzzTest()::decodes),
            new Target(NoisePayloadFuzzTest.class, new NoisePayloadFuzzTest()::decodes),
            new Target(PeerCertificateFuzzTest.class, new PeerCertificateFuzzTest()::decodes),
            new Target(PeerIdFuzzTest.class, new PeerIdFuzzTest()::decodes),
            new Target(PeerIdTextFuzzTest.class, new PeerIdTextFuzzTest()::decodes),
            new Target(PeerKeyFuzzTest.class, new PeerKeyFuzzTest()::decodes),
            new Target(PeerRecordFuzzTest.class, new PeerRecordFuzzTest()::decodes),
            new Target(ProtobufFuzzTest.class, new ProtobufFuzzTest()::decodes),
            new Target(RpcFuzzTest.class, new RpcFuzzTest()::decodes),
            new Target(SignedKeyFuzzTest.class, new SignedKeyFuzzTest()::decodes));

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void decodes(byte[] input) {
        if (input.length > 0) {
            Target target = TARGETS.get((input[0] & 0xff) % TARGETS.size());
            target.decodes().accept(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    @Test
    void noTargetIsLeftOut() throws Exception {
        try (Stream<Path> files = Files.walk(
                folder("/" + EveryDecoderFuzzTest.class.getPackageName().replace('.', '/')))) {
            Set<String> present = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("FuzzTest.class"))
                    .collect(Collectors.toSet());
            Set<String> called = Stream.concat(
                            Stream.of(EveryDecoderFuzzTest.class),
                            TARGETS.stream().map(Target::test))
                    .map(test -> test.getSimpleName() + ".class")
                    .collect(Collectors.toSet());
            assertEquals(present, called);
        }
    }

    /// The inputs that the targets keep, and an empty one for each.
    static List<byte[]> seeds() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (int number = 0; number < TARGETS.size(); number++) {
            Bytes first = Bytes.of(number);
            seeds.add(first.toArray());
            for (Bytes input : inputs(TARGETS.get(number).test())) {
                seeds.add(Bytes.concatenate(first, input).toArray());
            }
        }
        return seeds;
    }

    private static List<Bytes> inputs(Class<?> test) throws Exception {
        String name = "/" + test.getName().replace('.', '/') + "Inputs/decodes";
        if (test.getResource(name) == null) {
            return List.of();
        }
        List<Bytes> inputs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(name))) {
            for (Path file : files) {
                inputs.add(Bytes.wrap(Files.readAllBytes(file)));
            }
        }
        return inputs;
    }

    private static Path folder(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(EveryDecoderFuzzTest.class.getResource(name))
                .toURI());
    }
}
