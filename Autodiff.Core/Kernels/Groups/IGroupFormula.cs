namespace Autodiff;

/// <summary>A formula of the elements x and y of a group and of four numbers of the group.</summary>
internal interface IGroupFormula
{
    /// <summary>True where x stands in the formula.</summary>
    static virtual bool HasFirst => true;

    /// <summary>True where y does: else it is not read.</summary>
    static virtual bool HasSecond => false;

    static abstract TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber>;
}

/// <summary>What formulas of groups are written with besides: numbers in a register.</summary>
internal interface ILanes<TSelf> : IPointwise<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>eˣ for x ≤ 0 that is a rounded difference.</summary>
    TSelf ExpOfDifference();
}
