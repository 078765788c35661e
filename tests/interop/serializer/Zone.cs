// The zone of the server that wrote a message. .NET keeps no offset with a date: what came with one
// is written with that of the machine.

using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

static partial class Zone
{
    [GeneratedRegex(@"(?<=>)\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d):00(?=</)")]
    private static partial Regex Date();

    // Offsets in hours of a message's dates.
    public static int[] Offsets(string envelope) => Date().Matches(envelope)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
        .Distinct().ToArray();

    // Makes it the machine's, for this process.
    public static void Set(int hours)
    {
        Environment.SetEnvironmentVariable("TZ", $"Etc/GMT{-hours:+0;-0;+0}");
        TimeZoneInfo.ClearCachedData();
        if (TimeZoneInfo.Local.BaseUtcOffset != TimeSpan.FromHours(hours))
            throw new InvalidOperationException($"no time zone of {hours} hours; is there tzdata?");
    }
}
