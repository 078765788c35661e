// The gateway's bytes against WCF's. dotnet serializer.dll GOLDEN_FOLDER REWRITER
//
// 1. Every response of the golden files, read and written again by WCF, must come out the same.
// 2. What WCF writes of hard values, read and written again by the gateway (REWRITER), likewise.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using System.ServiceModel;
using System.Text;

static class Compare
{
    const string section = "== soap response\n";
    static int differences;

    static void Same(string name, string wcf, string gateway)
    {
        if (wcf == gateway)
            return;
        var at = wcf.Zip(gateway).TakeWhile(pair => pair.First == pair.Second).Count();
        string From(string text) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 100)];
        if (++differences <= 20)
            Console.Error.WriteLine(
                $"{name}, character {at}\n  WCF:     {From(wcf)}\n  gateway: {From(gateway)}");
    }

    static IEnumerable<(string, string)> Goldens(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            for (var at = text.IndexOf(section); at >= 0; at = text.IndexOf(section, at))
            {
                at += section.Length;
                var end = text.IndexOf("\n== ", at);
                yield return (Path.GetRelativePath(folder, file),
                              (end < 0 ? text[at..] : text[at..end]).TrimEnd('\n'));
            }
        }
    }

    static string ByWcf(string envelope)
    {
        var offsets = Zone.Offsets(envelope);
        if (offsets.Length > 1)
            return $"no server writes dates of {offsets.Length} zones";
        Zone.Set(offsets.SingleOrDefault());
        try
        {
            return Wcf.Rewrite(envelope);
        }
        catch (Exception error) when (error is CommunicationException or SerializationException)
        {
            return error.Message;
        }
    }

    static void ReadGoldens(string folder)
    {
        var responses = 0;
        foreach (var (name, envelope) in Goldens(folder))
        {
            ++responses;
            Same(name, ByWcf(envelope), envelope);
        }
        Console.WriteLine($"responses={responses}");
    }

    static string[] Rewrite(string rewriter, IEnumerable<string> envelopes)
    {
        var start = new ProcessStartInfo(rewriter)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        using (var input = process.StandardInput)
            foreach (var envelope in envelopes)
                input.Write(envelope + "\0");
        var texts = output.Result.Split('\0');
        process.WaitForExit();
        return process.ExitCode == 0 ? texts[..^1] : throw new IOException("the rewriter failed");
    }

    // KNOWN DIFFERENCE: what XML 1.0 cannot carry, which WCF writes as a reference that makes the
    // message ill-formed, is U+FFFD from the gateway.
    static string WellFormed(string envelope) => new StringBuilder(envelope)
        .Replace("&#x1;", "\uFFFD").Replace("&#x1F;", "\uFFFD")
        .Replace("&#xFFFE;", "\uFFFD").Replace("&#xFFFF;", "\uFFFD").ToString();

    static void WriteValues(string rewriter)
    {
        Zone.Set(-5);
        var contracts = typeof(Wcf).Assembly.GetTypes().Where(
            type => type.GetCustomAttribute<MessageContractAttribute>() != null
                    && type.GetField("Output") != null).ToList();
        var messages = contracts.SelectMany(Values.Messages).ToList();
        var written = messages.Select(Wcf.Write).ToList();
        var again = Rewrite(rewriter, written);
        if (again.Length != written.Count)
            throw new IOException($"{again.Length} messages for {written.Count}");
        for (var i = 0; i < written.Count; ++i)
            Same(messages[i].GetType().Name, WellFormed(written[i]), again[i]);
        Console.WriteLine($"contracts={contracts.Count}\nmessages={written.Count}");
    }

    static int Main(string[] arguments)
    {
        ReadGoldens(arguments[0]);
        WriteValues(arguments[1]);
        Console.WriteLine($"differences={differences}");
        return differences == 0 ? 0 : 1;
    }
}
