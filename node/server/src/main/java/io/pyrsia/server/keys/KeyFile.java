package io.pyrsia.server.keys;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.apache.tuweni.bytes.Bytes;

/// The node's private key as PKCS#8 in PEM, encrypted (PBES2, HMAC-SHA256, AES-256) if there is a passphrase; openssl
/// reads both.
public final class KeyFile {

    /// PKCS#8 of an Ed25519 key up to its seed (RFC 8410).
    private static final Bytes HEAD = Bytes.fromHexString("0x302e020100300506032b657004220420");

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;

    private KeyFile() {}

    /// The key of a file; a new one if there is no such file.
    public static PrivateKey readOrCreate(Path file, Optional<Path> passphraseFile, RandomGenerator random)
            throws IOException, Malformed {
        if (!Files.exists(file)) {
            PrivateKey key = PrivateKey.generate(random);
            OwnerFile.create(file, encode(key, passphrase(passphraseFile)));
            return key;
        }
        return decode(file, OwnerFile.read(file), passphrase(passphraseFile));
    }

    /// Writes the same key again under another passphrase, or under none; a crash leaves the old file or the new one.
    public static void encrypt(Path file, Optional<Path> before, Optional<Path> after) throws IOException, Malformed {
        PrivateKey key = decode(file, OwnerFile.read(file), passphrase(before));
        Optional<char[]> passphrase = passphrase(after);
        String text = encode(key, passphrase);
        if (!decode(file, text, passphrase).seed().equals(key.seed())) {
            throw new IllegalStateException("what was encrypted cannot be read back");
        }
        OwnerFile.create(file, text);
    }

    private static Optional<char[]> passphrase(Optional<Path> file) throws IOException, Malformed {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String passphrase = OwnerFile.read(file.get()).strip();
        if (passphrase.isEmpty()) {
            throw new Malformed("the passphrase in " + file.get() + " is empty");
        }
        if (!passphrase.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new Malformed("the passphrase in " + file.get() + " has other characters than those of ASCII");
        }
        return Optional.of(passphrase.toCharArray());
    }

    private static String encode(PrivateKey key, Optional<char[]> passphrase) {
        Bytes pkcs8 = Bytes.concatenate(HEAD, key.seed());
        if (passphrase.isEmpty()) {
            return pem(PLAIN, pkcs8.toArrayUnsafe());
        }
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            cipher.init(Cipher.ENCRYPT_MODE, secret(passphrase.get()), new PBEParameterSpec(salt, ITERATIONS));
            byte[] encrypted = cipher.doFinal(pkcs8.toArrayUnsafe());
            // Under the scheme's name, for the cipher's has no object identifier.
            AlgorithmParameters scheme = AlgorithmParameters.getInstance("PBES2");
            scheme.init(cipher.getParameters().getEncoded());
            return pem(ENCRYPTED, new EncryptedPrivateKeyInfo(scheme, encrypted).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static PrivateKey decode(Path file, String text, Optional<char[]> passphrase) throws Malformed {
        if (text.contains("BEGIN " + ENCRYPTED)) {
            if (passphrase.isEmpty()) {
                throw new Malformed("the key in " + file + " is encrypted: say where its passphrase is with"
                        + " key.passphrase-file");
            }
            return seed(file, decrypt(file, body(file, ENCRYPTED, text), passphrase.get()));
        }
        if (passphrase.isPresent()) {
            throw new Malformed("the key in " + file + " is not encrypted, and key.passphrase-file says that it is");
        }
        return seed(file, Bytes.wrap(body(file, PLAIN, text)));
    }

    private static Bytes decrypt(Path file, byte[] encoded, char[] passphrase) throws Malformed {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
            AlgorithmParameters parameters = info.getAlgParameters();
            Cipher cipher = Cipher.getInstance(parameters.toString());
            cipher.init(Cipher.DECRYPT_MODE, secret(passphrase), parameters);
            return Bytes.wrap(cipher.doFinal(info.getEncryptedData()));
        } catch (GeneralSecurityException | IOException e) {
            throw new Malformed("the passphrase does not open the key in " + file);
        }
    }

    private static SecretKey secret(char[] passphrase) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(new PBEKeySpec(passphrase));
    }

    private static PrivateKey seed(Path file, Bytes pkcs8) throws Malformed {
        if (pkcs8.size() != HEAD.size() + PrivateKey.BYTES
                || !pkcs8.slice(0, HEAD.size()).equals(HEAD)) {
            throw new Malformed(file + " has no Ed25519 key");
        }
        return PrivateKey.ofSeed(pkcs8.slice(HEAD.size()));
    }

    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static byte[] body(Path file, String label, String text) throws Malformed {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new Malformed(file + " has no private key");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new Malformed(file + " has no private key: it is not Base64");
        }
    }
}
