package vn.motcua.shared;

/** An amount in Vietnamese đồng; there is no smaller unit. */
public record Money(long dong) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    public Money plus(Money other) {
        return new Money(Math.addExact(dong, other.dong));
    }

    public boolean isZero() {
        return dong == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(dong, other.dong);
    }
}
