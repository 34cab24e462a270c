package io.pyrsia.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The deterministic modules give the same result on every replica and in every replay: no clock, thread, I/O, logger,
/// random source or unordered collection.
final class Purity {

    static final Set<String> PURE_MODULES = Set.of("consensus", "ledger", "log");

    /// Whatever is not named here is not deterministic until somebody has looked at it.
    private static final Predicate<String> ALLOWED_TYPES = Pattern.compile("""
                    java\\.lang\\.[A-Z]\\w*|java\\.lang\\.(annotation|invoke|runtime)\\..*\
                    |java\\.util\\.[A-Z].*|java\\.util\\.(function|stream)\\..*\
                    |java\\.math\\..*|java\\.nio\\.(Buffer|ByteBuffer|CharBuffer|ByteOrder)|java\\.nio\\.charset\\..*|java\\.io\\.Serializable\
                    |java\\.security\\.(MessageDigest|NoSuchAlgorithmException|DigestException)\
                    |java\\.time\\.(Duration|Instant)\
                    |org\\.apache\\.tuweni\\..*|org\\.bouncycastle\\.(math|util|crypto)\\..*|org\\.jspecify\\..*""").asMatchPredicate();

    private static final Predicate<String> FORBIDDEN_TYPES =
            Pattern.compile("""
                    java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal|ScopedValue|Runtime|Process|ProcessBuilder|ProcessHandle)(\\$.*)?\
                    |java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable|Properties|Random|SplittableRandom\
                    |Timer|TimerTask|Date|Calendar|GregorianCalendar|TimeZone|Scanner|ServiceLoader)(\\$.*)?\
                    |org\\.bouncycastle\\.crypto\\.prng\\..*""").asMatchPredicate();

    /// Members of allowed types that bring the outside in, or that have no order.
    private static final Predicate<String> FORBIDDEN_CALLS =
            Pattern.compile("""
                    java\\.lang\\.System\\.(?!arraycopy).*|java\\.lang\\.(Strict)?Math\\.random\\(\\)|java\\.lang\\.Object\\.hashCode\\(\\)\
                    |java\\.util\\.UUID\\.randomUUID\\(\\)|java\\.util\\.Locale\\.getDefault\\(.*\\)|java\\.util\\.Collections\\.shuffle\\(.*\\)\
                    |java\\.time\\.Instant\\.now\\(.*\\)\
                    |java\\.util\\.(Set|Map)\\.copyOf\\(.*\\)|java\\.util\\.Map\\.ofEntries\\(.*\\)\
                    |java\\.util\\.Set\\.of\\((.+,.*|\\[L.*)\\)|java\\.util\\.Map\\.of\\(.+,.+,.+\\)\
                    |java\\.util\\.stream\\.Collectors\\.(toSet|toUnmodifiableSet|toUnmodifiableMap|groupingByConcurrent|toConcurrentMap)\\(.*\\)\
                    |java\\.util\\.stream\\.Collectors\\.toMap\\([^,]+,[^,]+(,[^,]+)?\\)\
                    |java\\.util\\.stream\\.Collectors\\.groupingBy\\([^,]+(,[^,]+)?\\)\
                    |java\\.util\\..*\\.(parallelStream|parallel)\\(\\)\
                    |org\\.apache\\.tuweni\\.bytes\\..*\\.random\\(.*\\)""").asMatchPredicate();

    private Purity() {}

    /// What is not deterministic in the pure modules below the root package, as sentences that say what to do.
    static List<String> violations(JavaClasses classes, String rootPackage) {
        TreeSet<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (PURE_MODULES.contains(ModuleMap.module(type, rootPackage))) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isPure(dependency, rootPackage))
                        .forEach(dependency -> found.add(sentence(dependency.getDescription())));
                type.getCodeUnitAccessesFromSelf().stream()
                        .filter(access -> FORBIDDEN_CALLS.test(target(access)))
                        .forEach(access -> found.add(sentence(access.getDescription())));
                type.getFieldAccessesFromSelf().stream()
                        .filter(access ->
                                FORBIDDEN_CALLS.test(access.getTarget().getFullName()))
                        .forEach(access -> found.add(sentence(access.getDescription())));
            }
        }
        return new ArrayList<>(found);
    }

    private static boolean isPure(Dependency dependency, String rootPackage) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String name = target.getName();
        if (name.startsWith(rootPackage + ".")) {
            return !name.startsWith(rootPackage + ".base.seam.");
        }
        return target.isPrimitive() || (ALLOWED_TYPES.test(name) && !FORBIDDEN_TYPES.test(name));
    }

    private static String target(JavaCodeUnitAccess<?> access) {
        return access.getTarget().getFullName();
    }

    private static String sentence(String description) {
        return "not deterministic: " + description
                + ". Pass time, randomness and results of I/O in as values, return effects, and use sorted or"
                + " insertion-ordered collections.";
    }
}
