package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.CustomAttribute;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.attribute.UnknownAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The meaning of a class file, whatever the order of its constant pool: it is written anew with a pool in the order of
/// use. Stack maps refer to places that move with it, so they are hashed by what they say.
final class ClassForm {

    static final int MAX_BYTES = 4 << 20;

    private static final ClassFile CANONICAL = ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
            ClassFile.ShortJumpsOption.FIX_SHORT_JUMPS);

    private ClassForm() {}

    /// The digest of the form, or the given one if a class has parts whose meaning is not known.
    static Bytes digest(byte[] bytes, Bytes otherwise) {
        try {
            ClassModel model = CANONICAL.parse(bytes);
            StringBuilder frames = new StringBuilder();
            if (!isKnown(model, frames)) {
                return otherwise;
            }
            byte[] form = CANONICAL.transformClass(model, CLASS);
            Bytes said = Digest.sha256(Bytes.wrap(frames.toString().getBytes(StandardCharsets.UTF_16BE)))
                    .value();
            return Digest.sha256(Bytes.concatenate(Bytes.wrap(form), said)).value();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return otherwise; // no class file, or a torn one
        }
    }

    private static final CodeTransform CODE = (code, element) -> {
        if (element instanceof ConstantInstruction.LoadConstantInstruction load) {
            code.ldc(load.constantEntry()); // the short form wherever the new pool allows it
        } else {
            code.with(element);
        }
    };

    private static final ClassTransform CLASS = ClassTransform.transformingMethodBodies(CODE)
            .andThen((type, element) -> {
                ClassElement kept = element instanceof ModuleAttribute module ? withoutVersions(module) : element;
                type.with(kept);
            });

    /// A compiler notes which patch of the JDK it ran on as the version of the JDK's own modules.
    private static ModuleAttribute withoutVersions(ModuleAttribute module) {
        List<ModuleRequireInfo> requires = module.requires().stream()
                .map(required -> required.requires().name().stringValue().matches("(java|jdk)\\..*")
                        ? ModuleRequireInfo.of(required.requires(), required.requiresFlagsMask(), null)
                        : required)
                .toList();
        return ModuleAttribute.of(
                module.moduleName(),
                module.moduleFlagsMask(),
                module.moduleVersion().orElse(null),
                requires,
                module.exports(),
                module.opens(),
                module.uses(),
                module.provides());
    }

    private static boolean isKnown(ClassModel model, StringBuilder frames) {
        boolean known = areKnown(model) && model.fields().stream().allMatch(ClassForm::areKnown);
        for (MethodModel method : model.methods()) {
            known &= areKnown(method);
            Optional<CodeModel> code = method.code();
            if (code.isPresent()) {
                known &= areKnown((AttributedElement) code.get());
                frames(code.get(), frames);
            }
        }
        return known;
    }

    private static boolean areKnown(AttributedElement element) {
        for (Attribute<?> attribute : element.attributes()) {
            if (attribute instanceof UnknownAttribute || attribute instanceof CustomAttribute<?>) {
                return false;
            }
        }
        return true;
    }

    /// Each frame by the number of the instruction that it stands before, and the types that it claims.
    private static void frames(CodeModel code, StringBuilder out) {
        StackMapTableAttribute table =
                code.findAttribute(Attributes.stackMapTable()).orElse(null);
        if (table == null) {
            out.append("none;");
            return;
        }
        IdentityHashMap<Label, Integer> places = new IdentityHashMap<>();
        int instructions = 0;
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) {
                places.put(target.label(), instructions);
            } else if (element instanceof Instruction) {
                instructions++;
            }
        }
        for (StackMapFrameInfo frame : table.entries()) {
            out.append(places.get(frame.target())).append('[');
            frame.locals().forEach(type -> type(type, places, out));
            out.append('|');
            frame.stack().forEach(type -> type(type, places, out));
            out.append(']');
        }
        out.append(';');
    }

    private static void type(
            StackMapFrameInfo.VerificationTypeInfo type, Map<Label, Integer> places, StringBuilder out) {
        switch (type) {
            case StackMapFrameInfo.SimpleVerificationTypeInfo simple -> out.append(simple.name());
            case StackMapFrameInfo.ObjectVerificationTypeInfo object ->
                out.append('L').append(object.className().asInternalName());
            case StackMapFrameInfo.UninitializedVerificationTypeInfo fresh ->
                out.append("new").append(places.get(fresh.newTarget()));
        }
        out.append(',');
    }
}
