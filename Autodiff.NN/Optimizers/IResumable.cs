using System.Numerics;

namespace Autodiff.NN;

/// <summary>What goes from one update to the next, so that training can go on where it stopped: <see cref="ModelFiles"/> saves and loads it.</summary>
public interface IResumable<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The arrays that are kept, with their paths.</summary>
    IReadOnlyList<Parameter<T>> State { get; }

    /// <summary>The counts that are kept, by name. To go on where another stopped, set them with the state: those of the same names.</summary>
    IReadOnlyDictionary<string, long> Counters { get; set; }
}
