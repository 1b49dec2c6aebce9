using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Autodiff.Bench;

/// <summary>
/// Times workloads for about a second each, once the compiler is done with them, and prints medians, with the bytes a run allocates in the sample
/// that allocates most: enough to compare two builds.
/// </summary>
internal static class Quick
{
    public static int Run(string[] options)
    {
        bool json = options.Contains("--json");
        bool smoke = options.Contains("--smoke");
        if (Value(options, "--threads") is { } threads)
        {
            Parallelism.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
        }

        foreach (var its in Case.Selected(smoke, Value(options, "--only")?.Split(',') ?? []))
        {
            Console.WriteLine(Measure(its.Name, its.Make(), smoke, json));
        }

        if (options.Contains("--memory"))
        {
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(json
                ? JsonSerializer.Serialize(new Dictionary<string, object> { ["peak_rss_bytes"] = process.PeakWorkingSet64 })
                : string.Create(CultureInfo.InvariantCulture, $"peak resident memory {process.PeakWorkingSet64 / 1048576.0:F1} MB"));
        }

        return 0;
    }

    private static string? Value(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var place && place + 1 < options.Length ? options[place + 1] : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Measure(string name, Workload subject, bool smoke, bool json)
    {
        WarmUp(subject, smoke);

        // A run may be shorter than the tick of the clock: samples of 100 µs and more.
        long once = Stopwatch.GetTimestamp();
        subject.Run();
        int runs = smoke ? 1 : 1 + (int)(100e-6 / Stopwatch.GetElapsedTime(once).TotalSeconds);
        var seconds = new List<double>();
        var total = Stopwatch.StartNew();
        long allocated = 0;
        do
        {
            var (own, all) = Allocated();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < runs; i++)
            {
                subject.Run();
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            var (ownAfter, allAfter) = Allocated();
            allocated = Math.Max(allocated, Math.Max(ownAfter - own, allAfter - all) / runs);
            seconds.Add(elapsed.TotalSeconds / runs);
        }
        while (!smoke && (total.Elapsed.TotalSeconds < 1 || seconds.Count < 5));

        seconds.Sort();
        return json ? Line(name, subject, seconds, allocated) : Text(name, subject, seconds, allocated);
    }

    /// <summary>The bytes allocated so far by this thread, to the byte, and by all, in blocks of some KB that threads take: exact, all would have to stop.</summary>
    private static (long Own, long All) Allocated() => (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: false));

    /// <summary>The first runs grow the tape, and the compiler makes faster code of what ran often, in several steps some tenths of a second apart.</summary>
    private static void WarmUp(Workload subject, bool smoke)
    {
        var (total, quiet) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        do
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            subject.Run();
            if (JitInfo.GetCompiledMethodCount() != compiled)
            {
                quiet.Restart();
            }
        }
        while (!smoke && quiet.ElapsedMilliseconds < 400 && total.ElapsedMilliseconds < 5000);
    }

    private static string Line(string name, Workload subject, List<double> seconds, long allocated) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["case"] = name,
        ["threads"] = Parallelism.Threads,
        ["median_s"] = Median(seconds),
        ["min_s"] = seconds[0],
        ["ops"] = subject.Operations,
        ["bytes_alloc"] = allocated,
    });

    private static string Text(string name, Workload subject, List<double> seconds, long allocated)
    {
        double nanoseconds = Median(seconds) * 1e9 / subject.Operations;
        string rate = subject.IsProducts ? string.Create(CultureInfo.InvariantCulture, $"  {1 / nanoseconds:F1} GFLOP/s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name,-34} {nanoseconds,8:F3} ns/op  median {Median(seconds) * 1e3,10:F4} ms  min {seconds[0] * 1e3,10:F4} ms  at most {allocated} B allocated{rate}");
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];
}
