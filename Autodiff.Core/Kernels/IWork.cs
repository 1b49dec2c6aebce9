namespace Autodiff;

/// <summary>Work cut into parts that may run in any order and at the same time.</summary>
/// <remarks>The number of parts follows from the sizes of the work alone, never from the number of threads: same input, same bits.</remarks>
internal interface IWork
{
    /// <summary>Does one part. All threads share one copy of the work, so a part leaves its fields alone.</summary>
    void Run(int part);
}
