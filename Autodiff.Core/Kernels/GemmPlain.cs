using System.Numerics;

namespace Autodiff;

/// <summary>The product of matrices as the definition has it, through the operators of any type of number.</summary>
internal static class GemmPlain
{
    public static void Multiply<T>(in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        var a = product.A.Span;
        var b = product.B.Span;
        var c = product.C.Span;
        for (int i = 0; i < product.Rows; i++)
        {
            for (int j = 0; j < product.Columns; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < product.Depth; p++)
                {
                    sum += a[(i * product.ARow) + (p * product.AColumn)] * b[(p * product.BRow) + (j * product.BColumn)];
                }

                ref T element = ref c[(i * product.CRow) + (j * product.CColumn)];
                element = product.Accumulate ? element + sum : sum;
            }
        }
    }
}
