namespace Autodiff.NN;

/// <summary>An array in the shape of a parameter that an optimizer keeps from one update to the next.</summary>
/// <param name="Name">What it is called in saved state.</param>
/// <param name="Start">Its numbers before the first update.</param>
public sealed record Slot(string Name, double Start = 0);
