using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The layout of each operand of a loop.</summary>
[InlineArray(StridedWalk.MaxOperands)]
internal struct Layouts
{
    private Layout first;
}

/// <summary>The memory of each operand of a loop.</summary>
[InlineArray(StridedWalk.MaxOperands)]
internal struct Arrays<T>
{
    private T[] first;
}
