using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>h' = n + z ∘ (h - n), with r, z = σ(p + q), s = q + b' and n = tanh(p + r ∘ s): the blocks r, z, n, s, h'.</summary>
internal readonly struct GruFormula : IRecurrenceFormula
{
    public static string Name => "gru";

    public static int Gates => 3;

    public static int Blocks => 5;

    public static int BlockOfProduct(int gate) => gate == 2 ? 3 : gate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TNumber>(
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber state, TNumber bias,
        out TNumber r, out TNumber z, out TNumber n, out TNumber s, out TNumber h, out TNumber none)
        where TNumber : struct, IPointwise<TNumber>
    {
        r = (p0 + q0).Sigmoid();
        z = (p1 + q1).Sigmoid();
        s = q2 + bias;
        n = (p2 + (r * s)).Tanh();
        h = n + (z * (state - n));
        none = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Adjoint<TNumber, TChain>(
        TNumber r, TNumber z, TNumber n, TNumber s, TNumber h, TNumber state,
        TNumber vr, TNumber vz, TNumber vn, TNumber vs, TNumber vh, TNumber none,
        out TNumber dr, out TNumber dz, out TNumber dn, out TNumber ds, out TNumber before)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>
    {
        dn = TChain.Product(vn + TChain.Product(vh, 1 - z), 1 - (n * n));
        ds = vs + TChain.Product(dn, r);
        dr = TChain.Product(vr + TChain.Product(dn, s), r * (1 - r));
        dz = TChain.Product(vz + TChain.Product(vh, state - n), z * (1 - z));
        before = TChain.Product(vh, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tangent<TNumber, TChain>(
        TNumber r, TNumber z, TNumber n, TNumber s, TNumber h, TNumber state,
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber before,
        out TNumber tr, out TNumber tz, out TNumber tn, out TNumber ts, out TNumber th, out TNumber none)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>
    {
        tr = TChain.Product(p0 + q0, r * (1 - r));
        tz = TChain.Product(p1 + q1, z * (1 - z));
        ts = q2;
        tn = TChain.Product(p2 + TChain.Product(tr, s) + TChain.Product(r, ts), 1 - (n * n));
        th = tn + TChain.Product(tz, state - n) + TChain.Product(z, before - tn);
        none = default;
    }
}
