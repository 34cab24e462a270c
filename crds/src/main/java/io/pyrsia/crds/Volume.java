package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// A volume that one pod at a time uses.
@ValidationRule(
        value = "quantity(self.size).compareTo(quantity(oldSelf.size)) >= 0",
        message = "the size of a volume can grow and not shrink",
        fieldPath = ".size")
@ValidationRule(
        value = "has(self.storageClass) == has(oldSelf.storageClass)"
                + " && (!has(self.storageClass) || self.storageClass == oldSelf.storageClass)",
        message = "the storage class of a volume cannot be changed")
@ValidationRule(
        value = "self.accessMode == oldSelf.accessMode",
        message = "the access mode of a volume cannot be changed")
public record Volume(
        @Default("10Gi")
        @Pattern(Patterns.QUANTITY)
        @Size(max = 24)
        @JsonPropertyDescription("How large it is; it can grow where the storage class lets it.")
        String size,

        @Size(max = 253)
        @Pattern("^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$")
        @JsonPropertyDescription("The storage class; the cluster's default if empty.")
        @Nullable
        String storageClass,

        @Default("ReadWriteOncePod")
        @Size(max = 16)
        @Pattern("^(ReadWriteOncePod|ReadWriteOnce)$")
        @JsonPropertyDescription("ReadWriteOncePod keeps a second pod off the volume. ReadWriteOnce is for storage that"
                + " does not know it: then only the node's own lock does, on one machine.")
        String accessMode) {

    static final Volume DATA = new Volume("10Gi", null, "ReadWriteOncePod");
    static final Volume KEYS = new Volume("64Mi", null, "ReadWriteOncePod");

    public Volume {
        size = Given.or(size, "10Gi");
        accessMode = Given.or(accessMode, "ReadWriteOncePod");
    }
}
