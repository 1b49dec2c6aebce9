using Autodiff.Bench;
using BenchmarkDotNet.Running;

// `quick [--json] [--smoke] [--threads N] [--only START,START,...] [--memory]` times workloads in seconds; `compare OURS PEERS` lays two files
// of its results in JSON side by side; anything else goes to BenchmarkDotNet.
switch (args)
{
    case ["quick", ..]:
        return Quick.Run(args[1..]);
    case ["compare", var ours, var peers]:
        return Comparison.Run(ours, peers);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(TapeBenchmarks).Assembly).Run(args);
        return 0;
}
