using System.Globalization;
using System.Text.Json;

namespace Autodiff.Bench;

/// <summary>Lays two files of results side by side, each with a JSON object in a line: the medians of ours and of a peer, for one thread and for two, of all cases that either has.</summary>
internal static class Comparison
{
    public static int Run(string ourFile, string peerFile)
    {
        var (ours, peers) = (Medians(ourFile), Medians(peerFile));
        Console.WriteLine("| case | ours 1t | peer 1t | ratio | ours 2t | peer 2t | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string name in ours.Keys.Select(key => key.Case).Union(OnlyPeers()))
        {
            Console.WriteLine($"| {name} | {Columns(1)} | {Columns(2)} |");

            string Columns(int threads) => (ours.TryGetValue((name, threads), out double our), peers.TryGetValue((PeerOf(name), threads), out double peer)) switch
            {
                (true, true) => string.Create(CultureInfo.InvariantCulture, $"{Time(our)} | {Time(peer)} | {our / peer:F2}"),
                (true, false) => $"{Time(our)} | | ",
                (false, true) => $" | {Time(peer)} | ",
                _ => " | | ",
            };
        }

        return 0;

        IEnumerable<string> OnlyPeers() => peers.Keys.Select(key => key.Case).Except(ours.Keys.Select(key => PeerOf(key.Case)));
    }

    /// <summary>The peer's case beside ours: it has one for each result, where we have several ways to it.</summary>
    private static string PeerOf(string name) =>
        name.StartsWith("pooled_", StringComparison.Ordinal) ? $"infer_{name["pooled_".Length..]}"
        : name == "ew_lognormal_composed" ? "ew_lognormal_logpdf"
        : name;

    /// <summary>
    /// The median of each case by the number of threads, the least where there are several: alternating runs, of which some shared the machine.
    /// Lines without one are passed over.
    /// </summary>
    private static Dictionary<(string Case, int Threads), double> Medians(string file)
    {
        var medians = new Dictionary<(string, int), double>();
        foreach (string line in File.ReadLines(file).Where(line => line.StartsWith('{')))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("median_s", out var median))
            {
                var key = (json.RootElement.GetProperty("case").GetString()!, json.RootElement.GetProperty("threads").GetInt32());
                medians[key] = Math.Min(median.GetDouble(), medians.GetValueOrDefault(key, double.PositiveInfinity));
            }
        }

        return medians;
    }

    private static string Time(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:G4} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:G4} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:G4} s"),
    };
}
