namespace Autodiff.Tests.Tensors;

/// <summary>Sums of products by the names of axes, against one loop over every letter.</summary>
internal static class EinsumCases
{
    public static IEnumerable<TensorCase> All =>
    [
        Row("ij,jk->ik", [2, 3], [3, 4]),
        Row("ij,jk->ki", [2, 3], [3, 4]),
        Row("ij,kj->ik", [2, 3], [4, 3]),
        Row("ji,jk->ik", [3, 2], [3, 4]),
        Row(" i j , j k -> i k ", [2, 3], [3, 4]).As("ij,jk->ik"),
        Row("ij,jk", [2, 3], [3, 4]).As("ij,jk->ik"),
        Row("ba", [2, 3]).As("ba->ab"),
        Row("aB", [2, 3]).As("aB->Ba"),
        Row("ii", [3, 3]).As("ii->"),
        Row("ii->i", [3, 3]),
        Row("iij->ji", [3, 3, 2]),
        Row("iji->j", [2, 3, 2]),
        Row("iii->i", [2, 2, 2]),
        Row("ijij->ij", [2, 3, 2, 3]),
        Row("ij->", [2, 3]),
        Row("ij->j", [2, 3]),
        Row("ij->ij", [2, 3]),
        Row("ijk->kij", [2, 3, 4]),
        Row("->", []),
        Row(",->", [], []),
        Row(",i->i", [], [3]),
        Row("i,i->", [3], [3]),
        Row("i,i->i", [3], [3]),
        Row("i,j->ij", [3], [2]),
        Row("i,j->ji", [3], [2]),
        Row("i,j->", [3], [2]),
        Row("i,j->j", [3], [2]),
        Row("bi,bi->b", [2, 3], [2, 3]),
        Row("bij,bjk->bik", [2, 2, 3], [2, 3, 2]),
        Row("bij,bkj->ikb", [2, 2, 3], [2, 2, 3]),
        Row("bi,bj->bij", [2, 3], [2, 2]),
        Row("ijk,jkl->il", [2, 2, 3], [2, 3, 2]),
        Row("ijk,lkj->il", [2, 2, 3], [2, 3, 2]),
        Row("ij,ij->", [2, 3], [2, 3]),
        Row("ij,ji->", [2, 3], [3, 2]),
        Row("ii,ij->j", [3, 3], [3, 2]),
        Row("ij,kl->ik", [2, 3], [2, 2]),
        Row("i,ij,j->", [2], [2, 3], [3]),
        Row("ij,jk,kl->il", [2, 3], [3, 2], [2, 4]),
        Row("ij,ik,il->jkl", [2, 2], [2, 3], [2, 2]),
        Row("i,i,i->i", [3], [3], [3]),
        Row("i,i,i,i->", [2], [2], [2], [2]),
        Row("bhqd,bhkd->bhqk", [2, 2, 3, 2], [2, 2, 2, 2]),
        Row("ij,jk->ik", [2, 0], [0, 3]),
        Row("ij,jk->ik", [0, 2], [2, 3]),
        Row("...ij,...jk->...ik", [2, 2, 3], [2, 3, 2]).As("bij,bjk->bik"),
        Row("...ij,...jk->...ik", [2, 3], [2, 3, 2]).As("ij,bjk->bik"),
        Row("...ij,...jk->...ik", [2, 1, 2, 3], [3, 3, 2]).As("abij,bjk->abik"),
        Row("...ij,jk", [2, 2, 3], [3, 2]).As("bij,jk->bik"),
        Row("...i->...", [2, 2, 3]).As("abi->ab"),
        Row("i...->...i", [2, 2, 3]).As("iab->abi"),
        Row("...ii->...i", [2, 3, 3]).As("bii->bi"),
        Row("...,...->...", [2, 1], [3]).As("ab,b->ab"),
        Row("...i,i...->...", [2, 3], [3, 1]).As("bi,ib->b"),
        Row("...,...i,...->i...", [2], [1, 3], []).As("b,bi,->ib"),
        Row("...->...", []).As("->"),
    ];

    private static EinsumCase Row(string equation, params Shape[] shapes) => new(equation, equation, shapes);

    private sealed class EinsumCase(string equation, string reference, Shape[] shapes) : TensorCase($"einsum {equation}", shapes)
    {
        /// <summary>The same with all letters, for the reference; an axis of length 1 repeats.</summary>
        public EinsumCase As(string written) => new(equation, written, Shapes);

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => Tensor.Einsum(equation, x);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            string[] sides = reference.Split("->");
            string[] terms = sides[0].Split(',');
            string letters = string.Concat(string.Concat(terms).Distinct());
            int[] lengths = [.. letters.Select(letter => terms.SelectMany((term, k) =>
                Enumerable.Range(0, term.Length).Where(axis => term[axis] == letter).Select(axis => x[k].Shape[axis])).Aggregate((a, b) => a == 1 ? b : a))];
            var result = new NaiveArray(Shape.Of([.. sides[1].Select(letter => lengths[letters.IndexOf(letter)])]));
            foreach (int[] index in NaiveArray.IndicesOf(Shape.Of(lengths)))
            {
                result[IndexOf(sides[1], result)] += terms.Select((term, k) => x[k][IndexOf(term, x[k])]).Aggregate(1.0, (a, b) => a * b);

                int[] IndexOf(string term, NaiveArray array) =>
                    [.. term.Select((letter, axis) => array.Shape[axis] == 1 ? 0 : index[letters.IndexOf(letter)])];
            }

            return result;
        }
    }
}
