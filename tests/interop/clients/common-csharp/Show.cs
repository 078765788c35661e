// What the C# clients print; their generated classes have the same names.

using System;
using System.Globalization;
using System.Linq;
using NPhase.UnifiedWebService.APIs.v2.Contract.DeviceService;

static class Show
{
    public static void Line(string key, object value)
    {
        Console.WriteLine("{0}={1}", key, Text(value));
    }

    // A DateTime cannot be null: where the element is absent, a .NET program sees MinValue.
    static string Text(object value)
    {
        if (value == null || value.Equals(DateTime.MinValue))
            return "<nil>";
        if (value is bool)
            return (bool)value ? "true" : "false";
        if (value is DateTime)
            return ((DateTime)value).ToUniversalTime().ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    static string Pairs<T>(T[] items, Func<T, string> first, Func<T, string> second)
    {
        return string.Join(
            ",", (items ?? new T[0]).Select(item => first(item) + ":" + second(item)));
    }

    public static void Page(string name, GetDeviceListResponse page)
    {
        Line(name + ".complete", page.IsComplete);
        Line(name + ".count", page.Devices.Length);
        for (int i = 0; i < page.Devices.Length; ++i)
            Device(name + "." + (i + 1) + ".", page.Devices[i]);
    }

    static void Device(string prefix, DeviceInformation device)
    {
        Line(prefix + "account", device.AccountName);
        Line(prefix + "billing_end", device.BillingCycleEndDate);
        Line(prefix + "plan", device.CarrierInformation.ServicePlan);
        Line(prefix + "state", device.CarrierInformation.State);
        Line(prefix + "connected", device.Connected);
        Line(prefix + "created", device.CreatedAt);
        Line(prefix + "custom", Pairs(device.CustomFields, one => one.Name, one => one.Value));
        Line(prefix + "group", device.DeviceGroupName);
        Line(prefix + "ids",
             Pairs(device.DeviceIdentifiers, one => one.Kind, one => one.Identifier));
        Line(prefix + "attributes",
             Pairs(device.ExtendedAttributes, one => one.Key, one => one.Value));
        Line(prefix + "ip", device.IpAddress);
        Line(prefix + "activated_by", device.LastActivationBy);
        Line(prefix + "activated", device.LastActivationDate);
        Line(prefix + "connected_at", device.LastConnectionDate);
    }

    public static void Fault(string name, string codeNamespace, string codeName, string text)
    {
        Line("fault." + name + ".code", "{" + codeNamespace + "}" + codeName);
        Line("fault." + name + ".text", text);
    }

    public static long LargestDeviceId(GetDeviceListResponse page)
    {
        var last = page.Devices.Last().ExtendedAttributes.Last();
        return long.Parse(last.Value, CultureInfo.InvariantCulture);
    }
}
