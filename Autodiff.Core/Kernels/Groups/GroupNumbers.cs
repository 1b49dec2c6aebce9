using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>What is found for a group, from one phase to the next: what a formula calls a, b, c and d.</summary>
internal struct GroupNumbers<TVector>
{
    public TVector A;
    public TVector B;
    public TVector C;
    public TVector D;
}

/// <summary>Those of neighbouring groups.</summary>
[InlineArray(Length)]
internal struct NeighbourNumbers<TVector>
{
    public const int Length = 8;

    private GroupNumbers<TVector> first;
}
