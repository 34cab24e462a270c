import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.DeadCodeOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Rewrites a library's classes from an old class file version to one that the AOT cache can hold:
/// `java -cp LIBRARY RaiseClasses.java CLASS FOLDER` takes the jar that CLASS is in.
///
/// Classes older than version 50 have no stack maps, so the JVM verifies them anew at each start and keeps them out of
/// the cache. The code stays the same; the stack maps are computed.
final class RaiseClasses {

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException, URISyntaxException {
        Class<?> member = Class.forName(arguments[0], false, RaiseClasses.class.getClassLoader());
        Path jar = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        ClassFile classFile = ClassFile.of(
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(member.getClassLoader())),
                StackMapsOption.GENERATE_STACK_MAPS,
                DeadCodeOption.PATCH_DEAD_CODE);
        ClassTransform raise = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_25_VERSION, 0)));
        try (JarFile library = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(library.entries())) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
                    Path target = Path.of(arguments[1], entry.getName());
                    Files.createDirectories(target.getParent());
                    try (InputStream code = library.getInputStream(entry)) {
                        Files.write(target, classFile.transformClass(classFile.parse(code.readAllBytes()), raise));
                    }
                }
            }
        }
    }
}
