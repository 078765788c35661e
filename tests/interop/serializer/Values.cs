// Values of a response contract that are hard on a writer.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using System.ServiceModel;

enum Fill { Null, EmptyLists, OneItem, ThreeItems }

// Texts and dates are taken in turn, so that messages differ with `turn`.
class Values(Fill fill, int turn)
{
    public static readonly string[] Texts =
    [
        "plain", "", " ", "\t", "\n", "\r", "\r\n", " \r\n\t ", " both ends ", "a\r\nb\nc\rd\te",
        "<", "&", ">", "\"", "'", "<a b=\"c\">d & e</a>", "]]>", "&amp;&#xD;", "<![CDATA[x]]>",
        "<!-- x -->", "Grüße", "日本語", "\U0001F600 \U00020000 \U0010FFFD",
        "\u0080\u0085\u00A0\u2028\u2029\uFEFF\uFFFD",
        "e\u0301\u200D\u202E", "\u0001\u001F\uFFFE\uFFFF",
        new string('x', 5000) + "é" + new string('&', 300),
    ];

    public static readonly DateTime[] Dates =
    [
        Date(DateTimeKind.Utc, 0), Date(DateTimeKind.Unspecified, 0), Date(DateTimeKind.Local, 0),
        Date(DateTimeKind.Utc, 1_200_000), Date(DateTimeKind.Unspecified, 1_234_567),
        Date(DateTimeKind.Local, 10), Date(DateTimeKind.Utc, 1), DateTime.MinValue,
        DateTime.MaxValue, new(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc),
        new(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc),
    ];

    static readonly long[] numbers = [0, 1, -1, int.MaxValue, int.MinValue];
    static readonly long[] longs = [.. numbers, long.MaxValue, long.MinValue, 9007199254740993];

    static DateTime Date(DateTimeKind kind, long ticks) =>
        new DateTime(2013, 5, 6, 7, 8, 9, kind).AddTicks(ticks);

    T Next<T>(T[] all) => all[turn++ % all.Length];

    Array List(Type item)
    {
        var items = new List<object>();
        if (fill != Fill.EmptyLists)
            items.Add(Of(item));
        if (fill == Fill.ThreeItems)
            items.AddRange([item.IsValueType ? Of(item) : null, Of(item)]);
        var list = Array.CreateInstance(item, items.Count);
        Array.Copy(items.ToArray(), list, items.Count);
        return list;
    }

    public object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Next(Texts);
        if (type == typeof(bool)) return turn++ % 2 == 0;
        if (type == typeof(int)) return (int)Next(numbers);
        if (type == typeof(long)) return Next(longs);
        if (type == typeof(DateTime)) return Next(Dates);
        if (type.IsArray) return List(type.GetElementType());
        if (type.GetCustomAttribute<DataContractAttribute>() == null)
            throw new NotSupportedException($"no values of {type}");
        var made = Activator.CreateInstance(type);
        if (fill != Fill.Null)
            foreach (var member in type.GetProperties().Where(
                one => one.GetCustomAttribute<DataMemberAttribute>() != null))
                member.SetValue(made, Of(member.PropertyType));
        return made;
    }

    object Message(Type contract, bool parts)
    {
        var message = Activator.CreateInstance(contract);
        foreach (var member in contract.GetFields())
            if (parts || member.GetCustomAttribute<MessageHeaderAttribute>() != null)
                member.SetValue(message, Of(member.FieldType));
        return message;
    }

    // A message without Output, and with it one for each way to fill and each text.
    public static IEnumerable<object> Messages(Type contract)
    {
        yield return new Values(Fill.Null, 0).Message(contract, parts: false);
        foreach (var fill in Enum.GetValues<Fill>())
            for (var turn = 0; turn < (fill == Fill.Null ? 1 : Texts.Length); ++turn)
                yield return new Values(fill, turn).Message(contract, parts: true);
    }
}
