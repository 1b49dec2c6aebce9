using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Autodiff.Bench;

/// <summary>Times every workload for about a second, after warming up, and prints medians: enough to compare two builds.</summary>
internal static class Quick
{
    public static int Run(string[] options)
    {
        bool json = options.Contains("--json");
        bool smoke = options.Contains("--smoke");
        string only = Array.IndexOf(options, "--only") is >= 0 and var i && i + 1 < options.Length ? options[i + 1] : "";
        foreach (var make in Workload.All(smoke))
        {
            var subject = make();
            if (subject.Name.Contains(only, StringComparison.Ordinal))
            {
                Console.WriteLine(Measure(subject, smoke, json));
            }
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Measure(Workload subject, bool smoke, bool json)
    {
        // Tiered compilation takes some thirty calls and a pause to settle; the first runs also grow the tape.
        var warmup = Stopwatch.StartNew();
        for (int i = 0; i < (smoke ? 1 : 3) || (!smoke && warmup.ElapsedMilliseconds < 700); i++)
        {
            subject.Run();
        }

        // A run may be shorter than the tick of the clock: samples of 100 µs and more.
        long once = Stopwatch.GetTimestamp();
        subject.Run();
        int runs = smoke ? 1 : 1 + (int)(100e-6 / Stopwatch.GetElapsedTime(once).TotalSeconds);
        var seconds = new List<double>();
        var total = Stopwatch.StartNew();
        long allocated;
        do
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < runs; i++)
            {
                subject.Run();
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / runs;
            seconds.Add(elapsed.TotalSeconds / runs);
        }
        while (!smoke && (total.Elapsed.TotalSeconds < 1 || seconds.Count < 5));

        seconds.Sort();
        double median = seconds[seconds.Count / 2];
        return json
            ? JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["case"] = subject.Name,
                ["threads"] = 1,
                ["median_s"] = median,
                ["min_s"] = seconds[0],
                ["ops"] = subject.Operations,
                ["bytes_alloc"] = allocated,
            })
            : string.Create(CultureInfo.InvariantCulture, $"{subject.Name,-34} {median * 1e9 / subject.Operations,8:F3} ns/op  median {median * 1e3,10:F4} ms  min {seconds[0] * 1e3,10:F4} ms  {allocated} B");
    }
}
