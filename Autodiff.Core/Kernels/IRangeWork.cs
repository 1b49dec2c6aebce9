namespace Autodiff;

/// <summary>Work on the items 0, 1, … of which any run may be done by itself, in any order and at the same time as the others.</summary>
/// <remarks>What is computed for an item must not depend on where its run begins or ends: same input, same bits.</remarks>
internal interface IRangeWork
{
    /// <summary>Does the items from <paramref name="start"/> up to <paramref name="end"/>. All threads share one copy of the work.</summary>
    void Run(int start, int end);
}
