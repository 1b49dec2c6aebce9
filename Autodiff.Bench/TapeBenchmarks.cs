using BenchmarkDotNet.Attributes;

namespace Autodiff.Bench;

/// <summary>The cases of the quick mode under BenchmarkDotNet, with its statistics and its memory diagnoser.</summary>
[MemoryDiagnoser]
public class TapeBenchmarks
{
    private static readonly Dictionary<string, Func<Workload>> Makers = Case.All(smoke: false).ToDictionary(its => its.Name, its => its.Make);
    private Workload? subject;

    /// <summary>The names of the cases.</summary>
    public static IEnumerable<string> Names => Makers.Keys;

    /// <summary>The workload under measurement.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Makes the data of the case.</summary>
    [GlobalSetup]
    public void Setup() => subject = Makers[Name]();

    /// <summary>Record, sweep, read out.</summary>
    [Benchmark]
    public double RecordAndSweep() => subject!.Run();
}
