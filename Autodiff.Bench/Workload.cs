namespace Autodiff.Bench;

/// <summary>A question of speed: some work, with the number of elementary operations of its plain formula.</summary>
/// <param name="Operations">Additions, multiplications, logarithms, … of the formula, inputs not counted, however few entries record them.</param>
/// <param name="Run">Records, sweeps and reads out once; returns a number that depends on all of it.</param>
/// <param name="IsProducts">True when the operations are the multiplications and additions of matrix products and convolutions alone, whose rate is given as GFLOP/s.</param>
public sealed record Workload(long Operations, Func<double> Run, bool IsProducts = false);
