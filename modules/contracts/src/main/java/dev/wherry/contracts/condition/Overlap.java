package dev.wherry.contracts.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.condition.Condition.AllOf;
import dev.wherry.contracts.condition.Condition.AnyOf;
import dev.wherry.contracts.condition.Condition.Conforms;
import dev.wherry.contracts.condition.Condition.Not;
import dev.wherry.contracts.condition.Condition.OneOf;
import java.util.List;

/** Finds conditions that obviously hold for the same events. */
public final class Overlap {
    private Overlap() {}

    /** Whether one of the conditions provably implies the other. */
    public static boolean isCertain(Condition one, Condition other) {
        return implies(one, other) || implies(other, one);
    }

    /** Whether it is provable that every event for which the one holds, the other holds for too. */
    public static boolean implies(Condition one, Condition other) {
        if (other instanceof AllOf all) {
            return all.parts().stream().allMatch(part -> implies(one, part));
        }
        if (one instanceof AnyOf any) {
            return any.alternatives().stream().allMatch(alternative -> implies(alternative, other));
        }
        if (other instanceof AnyOf any && any.alternatives().stream().anyMatch(each -> implies(one, each))) {
            return true;
        }
        if (one instanceof AllOf all) {
            return all.parts().stream().anyMatch(part -> implies(part, other));
        }
        if (one instanceof Not not && other instanceof Not weaker) {
            return implies(weaker.negated(), not.negated());
        }
        if (one instanceof OneOf values) {
            return impliedByEach(values, other);
        }
        return one instanceof Conforms schema
                && other instanceof Conforms same
                && schema.at().equals(same.at())
                && schema.schema().equals(same.schema());
    }

    private static boolean impliedByEach(OneOf one, Condition other) {
        List<JsonNode> values = one.values();
        if (other instanceof OneOf more) {
            return more.at().equals(one.at()) && values.stream().allMatch(more::contains);
        }
        if (other instanceof Conforms schema) {
            return schema.at().equals(one.at()) && values.stream().allMatch(schema::accepts);
        }
        return false;
    }
}
