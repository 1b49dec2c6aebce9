namespace Autodiff;

/// <summary>A sequence cut into halves, quarters, … of whole blocks: the branches that a long reduction computes each by itself.</summary>
/// <param name="Length">The number of elements.</param>
/// <param name="Block">The number of elements that are never cut.</param>
/// <param name="Levels">How often the sequence is cut in two.</param>
internal readonly record struct ReductionTree(int Length, int Block, int Levels)
{
    private const int FewestBlocks = 4; // halves are rounded to blocks, and no branch may come out empty

    /// <summary>The tree whose branches are at most about so many elements long.</summary>
    public static ReductionTree Of(int length, int block, int longest)
    {
        int levels = 0;
        while (length >> levels > Math.Max(longest, FewestBlocks * block))
        {
            levels++;
        }

        return new(length, block, levels);
    }

    /// <summary>The number of branches, a power of two.</summary>
    public int Branches => 1 << Levels;

    /// <summary>About a half of so many elements, in whole blocks.</summary>
    public static int Half(int length, int block) => ((length / 2) + block - 1) / block * block;

    /// <summary>The first element of a branch, and the number of its elements.</summary>
    public (int Start, int Count) Branch(int number)
    {
        var (start, count) = (0, Length);
        for (int level = Levels - 1; level >= 0; level--)
        {
            int half = Half(count, Block);
            (start, count) = (number >> level & 1) == 0 ? (start, half) : (start + half, count - half);
        }

        return (start, count);
    }
}
