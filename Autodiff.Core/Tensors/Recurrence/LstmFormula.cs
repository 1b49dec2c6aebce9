using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>c' = f ∘ c + i ∘ g and h' = o ∘ tanh c', with i, f, o = σ(p + q) and g = tanh(p + q): the blocks i, f, g, o, c', h'.</summary>
internal readonly struct LstmFormula : IRecurrenceFormula
{
    public static string Name => "lstm";

    public static int Gates => 4;

    public static int Blocks => 6;

    public static int BlockOfProduct(int gate) => gate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TNumber>(
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber state, TNumber bias,
        out TNumber i, out TNumber f, out TNumber g, out TNumber o, out TNumber c, out TNumber h)
        where TNumber : struct, IPointwise<TNumber>
    {
        i = (p0 + q0).Sigmoid();
        f = (p1 + q1).Sigmoid();
        g = (p2 + q2).Tanh();
        o = (p3 + q3).Sigmoid();
        c = (f * state) + (i * g);
        h = o * c.Tanh();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Adjoint<TNumber, TChain>(
        TNumber i, TNumber f, TNumber g, TNumber o, TNumber c, TNumber state,
        TNumber vi, TNumber vf, TNumber vg, TNumber vo, TNumber vc, TNumber vh,
        out TNumber di, out TNumber df, out TNumber dg, out TNumber d, out TNumber before)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>
    {
        var tanh = c.Tanh();
        vc += TChain.Product(TChain.Product(vh, o), 1 - (tanh * tanh));
        di = TChain.Product(vi + TChain.Product(vc, g), i * (1 - i));
        df = TChain.Product(vf + TChain.Product(vc, state), f * (1 - f));
        dg = TChain.Product(vg + TChain.Product(vc, i), 1 - (g * g));
        d = TChain.Product(vo + TChain.Product(vh, tanh), o * (1 - o));
        before = TChain.Product(vc, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tangent<TNumber, TChain>(
        TNumber i, TNumber f, TNumber g, TNumber o, TNumber c, TNumber state,
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber before,
        out TNumber ti, out TNumber tf, out TNumber tg, out TNumber to, out TNumber tc, out TNumber th)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>
    {
        var tanh = c.Tanh();
        ti = TChain.Product(p0 + q0, i * (1 - i));
        tf = TChain.Product(p1 + q1, f * (1 - f));
        tg = TChain.Product(p2 + q2, 1 - (g * g));
        to = TChain.Product(p3 + q3, o * (1 - o));
        tc = TChain.Product(tf, state) + TChain.Product(f, before) + TChain.Product(ti, g) + TChain.Product(i, tg);
        th = TChain.Product(to, tanh) + TChain.Product(o, TChain.Product(tc, 1 - (tanh * tanh)));
    }
}
