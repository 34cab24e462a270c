package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.CustomAttribute;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
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
            if (!isKnown(model)) {
                return otherwise;
            }
            StringBuilder frames = new StringBuilder();
            byte[] form = CANONICAL.transformClass(model, (type, element) -> {
                switch (element) {
                    case MethodModel method ->
                        type.transformMethod(method, MethodTransform.transformingCode(new Code(frames, method)));
                    case ModuleAttribute module -> type.with(withoutVersions(module));
                    default -> type.with(element);
                }
            });
            Bytes said = Digest.sha256(Bytes.wrap(frames.toString().getBytes(StandardCharsets.UTF_16BE)))
                    .value();
            return Digest.sha256(Bytes.concatenate(Bytes.wrap(form), said)).value();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return otherwise; // no class file, or a torn one
        }
    }

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

    private static boolean isKnown(ClassModel model) {
        return areKnown(model)
                && model.fields().stream().allMatch(ClassForm::areKnown)
                && model.methods().stream().allMatch(ClassForm::isKnown);
    }

    private static boolean isKnown(MethodModel method) {
        return areKnown(method)
                && method.code().map(code -> areKnown((AttributedElement) code)).orElse(true);
    }

    private static boolean areKnown(AttributedElement element) {
        for (Attribute<?> attribute : element.attributes()) {
            if (attribute instanceof UnknownAttribute || attribute instanceof CustomAttribute<?>) {
                return false;
            }
        }
        return true;
    }

    /// The instructions of one method on their way into the new form, and what its stack map says: each frame by the
    /// number of the instruction that it stands before, and the types that it claims.
    private static final class Code implements CodeTransform {
        private final StringBuilder out;
        private final Optional<List<StackMapFrameInfo>> table;
        private final IdentityHashMap<Label, Integer> places = new IdentityHashMap<>();
        private final int start;
        private int instructions;

        Code(StringBuilder out, MethodModel method) {
            this.out = out;
            this.start = out.length();
            // What it refers to gets its labels by this, before the instructions are seen.
            this.table = method.code()
                    .flatMap(code -> code.findAttribute(Attributes.stackMapTable()))
                    .map(StackMapTableAttribute::entries);
        }

        /// Comes again if a jump turns out to be too long for its short form.
        @Override
        public void atStart(CodeBuilder code) {
            out.setLength(start);
            places.clear();
            instructions = 0;
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof LabelTarget target) {
                places.put(target.label(), instructions);
            } else if (element instanceof Instruction) {
                instructions++;
            }
            if (element instanceof ConstantInstruction.LoadConstantInstruction load) {
                code.ldc(load.constantEntry()); // the short form wherever the new pool allows it
            } else {
                code.with(element);
            }
        }

        @Override
        public void atEnd(CodeBuilder code) {
            table.ifPresentOrElse(frames -> frames.forEach(this::frame), () -> out.append("none"));
            out.append(';');
        }

        private void frame(StackMapFrameInfo frame) {
            out.append(places.get(frame.target())).append('[');
            frame.locals().forEach(this::type);
            out.append('|');
            frame.stack().forEach(this::type);
            out.append(']');
        }

        private void type(StackMapFrameInfo.VerificationTypeInfo type) {
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
}
