using Autodiff.Bench;
using BenchmarkDotNet.Running;

// `quick [--json] [--smoke] [--only TEXT]` times every workload in seconds; anything else goes to BenchmarkDotNet.
if (args is ["quick", ..])
{
    return Quick.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(TapeBenchmarks).Assembly).Run(args);
return 0;
