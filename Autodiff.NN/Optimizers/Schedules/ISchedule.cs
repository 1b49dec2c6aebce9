namespace Autodiff.NN;

/// <summary>How the learning rate changes: a factor for each update.</summary>
public interface ISchedule
{
    /// <summary>By what the learning rate is multiplied.</summary>
    /// <param name="updates">The updates made so far: 0 at the first.</param>
    double Factor(long updates);
}
