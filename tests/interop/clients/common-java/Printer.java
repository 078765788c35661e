// Prints key=value lines; shared by the clients jaxws and axis.

import java.util.Calendar;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.datatype.XMLGregorianCalendar;

final class Printer {
    private Printer() {}

    static void show(String key, Object value) {
        System.out.println(key + "=" + text(value));
    }

    /** The items as `first:second`; no list at all is an empty one. */
    static <T> String pairs(List<T> items, Function<T, String> first, Function<T, String> second) {
        return items == null ? "" : items.stream()
                .map(item -> first.apply(item) + ":" + second.apply(item))
                .collect(Collectors.joining(","));
    }

    private static String text(Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof XMLGregorianCalendar date) {
            return text(date.toGregorianCalendar());
        }
        if (value instanceof Calendar date) {
            return date.toInstant().toString();
        }
        return value.toString();
    }
}
