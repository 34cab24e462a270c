package io.pyrsia.builder.compare;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.constant.ModuleDesc;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Class files: as javac makes them, and the same ones written by somebody else.
final class Classes {

    static final String SOURCE = """
            import java.util.function.Supplier;
            class Sample {
                static final String NAME = "sample";
                int count;
                String say(int times) {
                    Supplier<String> word = () -> NAME + count;
                    String said = times > LIMIT ? word.get() : "nothing at all";
                    for (int i = 0; i < times; i++) {
                        said += i % 2 == 0 ? word.get() : new Object[] {said, 4.5, 1L << 40};
                    }
                    return switch (said.length()) { case 1 -> "one"; case 200 -> "many"; default -> said; };
                }
                static final int LIMIT = 7;
            }
            """;

    private Classes() {}

    static byte[] compile(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path out = Files.createTempDirectory("classes");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreErrors) {
                            return source;
                        }
                    };
            if (!compiler.getTask(null, files, null, List.of(), null, List.of(file))
                    .call()) {
                throw new IOException("the sample does not compile");
            }
            return Files.readAllBytes(out.resolve("Sample.class"));
        } finally {
            try (Stream<Path> made = Files.list(out)) {
                for (Path file : made.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(out);
        }
    }

    /// The same class with its constants behind a few hundred others.
    static byte[] reordered(byte[] bytes, int others) {
        ConstantPoolBuilder pool = ConstantPoolBuilder.of();
        for (int i = 0; i < others; i++) {
            pool.utf8Entry("unused " + i);
        }
        ClassFile file = ClassFile.of();
        ClassModel model = file.parse(bytes);
        return file.build(model.thisClass(), pool, builder -> model.forEach(builder));
    }

    static byte[] moduleInfo(String version) {
        ConstantPoolBuilder pool = ConstantPoolBuilder.of();
        return ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("sample"), module -> module.requires(
                        ModuleDesc.of("java.base"), 0x8000, version)
                .requires(ModuleDesc.of("other"), 0, pool.utf8Entry("1").stringValue())));
    }
}
