namespace Autodiff;

// Matrices stand in the last two axes; the axes before are those of a batch, worked through one by one.
public readonly partial struct Tensor<T>
{
    /// <summary>X with A X = B, by elimination with partial pivoting.</summary>
    /// <param name="right">B: a vector, or matrices whose columns are right-hand sides. The axes before the last two broadcast.</param>
    /// <exception cref="ArgumentException">The matrices A are not square, or B has not as many rows.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly 0: A is singular. Nothing is recorded.</exception>
    public Tensor<T> Solve(Tensor<T> right)
    {
        using var attempt = Attempt<T>.On(this, right);
        return attempt.Done(OfColumns(right, Apply(new SolveSystem<T>(Transposed: false), this, Columns(attempt.Operand(right)))));
    }

    /// <summary>X with T X = B, or Tᵀ X = B, for a triangular T. Only that triangle of this tensor is read, and only it has a derivative.</summary>
    /// <param name="right">B: a vector, or matrices whose columns are right-hand sides. The axes before the last two broadcast.</param>
    /// <param name="upper">True when T is upper triangular.</param>
    /// <param name="transposed">True to solve with Tᵀ.</param>
    /// <param name="unitDiagonal">True when the diagonal is taken to be ones, and not read.</param>
    /// <exception cref="ArgumentException">The matrices are not square, or B has not as many rows.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is 0. Nothing is recorded.</exception>
    public Tensor<T> SolveTriangular(Tensor<T> right, bool upper = false, bool transposed = false, bool unitDiagonal = false)
    {
        using var attempt = Attempt<T>.On(this, right);
        return attempt.Done(OfColumns(right, Apply(new SolveTriangle<T>(upper, transposed, unitDiagonal), this, Columns(attempt.Operand(right)))));
    }

    /// <summary>The lower triangular L with L Lᵀ = A and a positive diagonal, of symmetric positive definite matrices A.</summary>
    /// <remarks>A function of the symmetric part, ½ (A + Aᵀ), so that the derivative is symmetric and right in every direction.</remarks>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="ArithmeticException">A pivot is not positive: A is not positive definite. Nothing is recorded.</exception>
    public Tensor<T> Cholesky() => Apply(new CholeskyFactor<T>(), this);

    /// <summary>A⁻¹. To solve equations, <see cref="Solve"/> is faster and more accurate.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly 0: A is singular. Nothing is recorded.</exception>
    public Tensor<T> Inverse() => Apply(new InverseOf<T>(), this);

    /// <summary>det A, one number for each matrix; that of large matrices soon leaves the range: see <see cref="LogDeterminant"/>.</summary>
    /// <remarks>The gradient is the matrix of cofactors. First and second derivatives are right where det A = 0, too; third ones need det A ≠ 0.</remarks>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor<T> Determinant() => Apply(new DeterminantOf<T>(), this);

    /// <summary>The sign of det A, which is a constant, and log |det A|: (0, -∞) for a singular A.</summary>
    /// <remarks>The gradient of the logarithm is A⁻ᵀ, and infinite for a singular A, unless it is masked.</remarks>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public (Tensor<T> Sign, Tensor<T> Logarithm) LogDeterminant()
    {
        using var attempt = Attempt<T>.On(this);
        var packed = Apply(new LogDeterminantOf<T>(), this);
        return attempt.Done((LogDeterminantOf<T>.Sign(packed.Detach()), LogDeterminantOf<T>.Logarithm(packed)));
    }

    /// <summary>A = Q R for A (m, n): Q, (m, k), has orthonormal columns, R, (k, n), is upper triangular with no negative diagonal; k = min(m, n).</summary>
    /// <remarks>
    /// The factors exist for every A, their derivative only where the first k columns are independent, |rᵢᵢ| &gt; m ε max |rⱼⱼ|: of other
    /// matrices, wide ones too, the factors are given, and it is the sweep that throws an <see cref="ArithmeticException"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public (Tensor<T> Q, Tensor<T> R) Qr()
    {
        var shape = MatrixShapes.RequireMatrices(Shape, "qr");
        var (m, n) = (shape[-2], shape[-1]);
        using var attempt = Attempt<T>.On(this);
        if (m >= n)
        {
            return attempt.Done(QrFactors<T>.Parts(Apply(new QrFactors<T>(), this)));
        }

        // A wide matrix is Q times R of its square part, and then Qᵀ times the other columns.
        var (q, r) = QrFactors<T>.Parts(Apply(new QrFactors<T>(), Slice(-1, ..m)));
        return attempt.Done((q, Autodiff.Tensor.Concat(-1, r, q.Transpose().MatMul(Slice(-1, m..)))));
    }

    /// <summary>A = V Λ Vᵀ of symmetric matrices: the eigenvalues in ascending order, (n), and orthonormal eigenvectors in the columns of V, (n, n).</summary>
    /// <remarks>
    /// A function of the symmetric part, ½ (A + Aᵀ), so that the derivative is symmetric and right in every direction. The component of largest
    /// magnitude of each vector is positive. Vectors of a repeated eigenvalue, |λᵢ - λⱼ| ≤ n ε max |λ|, have no derivative: the gradient of a
    /// function that depends on them is NaN, that of a function of the eigenvalues alone, or of other vectors, is right. V f(Λ) Vᵀ does have
    /// a gradient there, which the factors cannot know: use <see cref="MatrixExponential"/>, <see cref="MatrixPower"/>, <see cref="Inverse"/>
    /// or <see cref="LogDeterminant"/>, or write it as a function of the eigenvalues alone.
    /// Matrices with elements that are not finite give NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public (Tensor<T> Values, Tensor<T> Vectors) SymmetricEigen()
    {
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(EigenFactors<T>.Parts(Apply(new EigenFactors<T>(), this)));
    }

    /// <summary>A = U diag(S) Vᵀ for A (m, n): U, (m, k), and V with orthonormal columns, S, (k), descending, and Vᵀ, (k, n); k = min(m, n).</summary>
    /// <remarks>
    /// The component of largest magnitude of each column of U is positive. Vectors of a repeated singular value, and those of 0 where m ≠ n,
    /// have no derivative (two are equal, or one is 0, up to max(m, n) ε max s): the gradient of a function that depends on them is NaN, that of
    /// a function of the singular values alone, or of other vectors, is right. For what has a gradient there all the same, use
    /// <see cref="PseudoInverse()"/>, or a function of A or of the singular values alone. Matrices with elements that are not finite give NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public (Tensor<T> U, Tensor<T> S, Tensor<T> Vt) Svd()
    {
        using var attempt = Attempt<T>.On(this);
        var packed = Apply(new SvdFactors<T>(), this);
        var (u, s, v) = SvdFactors<T>.Parts(packed, Shape[-2]);
        return attempt.Done((u, s, v.Transpose()));
    }

    /// <summary>The singular values of A, (m, n), in descending order, (min(m, n)). The derivative of one is u vᵀ, with its vectors.</summary>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> SingularValues() => Svd().S;

    /// <summary>exp A = Σ Aᵏ/k!, the matrix exponential of square matrices.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor<T> MatrixExponential() => Apply(new ExponentialOf<T>(), this);

    /// <summary>Aᵏ, by squarings; A⁰ = I, and a negative power is one of A⁻¹.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="ArithmeticException">The exponent is negative and A is singular.</exception>
    public Tensor<T> MatrixPower(int exponent)
    {
        MatrixShapes.RequireSquare(Shape, "matrixPower", "Only square matrices have powers.");
        if (exponent == 0)
        {
            return NumberBeside(T.One).BroadcastTo(MatrixShapes.Vectors(Shape, Shape[-1])).DiagonalMatrix();
        }

        using var attempt = Attempt<T>.On(this);
        var square = exponent < 0 ? Apply(new InverseOf<T> { Caller = "matrixPower" }, this) : this;
        Tensor<T>? product = null;
        for (uint rest = (uint)Math.Abs((long)exponent); ; square = square.MatMul(square))
        {
            if ((rest & 1) != 0)
            {
                product = product?.MatMul(square) ?? square;
            }

            rest >>= 1;
            if (rest == 0)
            {
                return attempt.Done(product!.Value);
            }
        }
    }

    /// <summary>The X that makes each column of A X - B shortest, for A (m, n) with m ≥ n of full rank: R X = Qᵀ B.</summary>
    /// <param name="right">B: a vector, or matrices with a column for each problem. The axes before the last two broadcast.</param>
    /// <exception cref="ArgumentException">A has fewer rows than columns, or B has not as many rows.</exception>
    /// <exception cref="ArithmeticException">
    /// A column of A depends on those before, exactly or but for rounding, |rᵢᵢ| ≤ m ε max |rⱼⱼ|. A⁺ B, by <see cref="PseudoInverse()"/>,
    /// is then the shortest of all solutions.
    /// </exception>
    public Tensor<T> LeastSquares(Tensor<T> right)
    {
        const string Name = "leastSquares";
        var shape = MatrixShapes.RequireMatrices(Shape, Name);
        var columns = MatrixShapes.RequireMatrices(right.Rank == 1 ? right.Shape.Insert(1, 1) : right.Shape, Name);
        if (shape[-2] < shape[-1] || columns[-2] != shape[-2])
        {
            throw new ArgumentException($"{Name}: the shapes {shape} and {right.Shape} do not fit. There must be at least as many equations as unknowns, and a right-hand side for each; for fewer equations, multiply by PseudoInverse.", nameof(right));
        }

        _ = Shape.Broadcast(MatrixShapes.Numbers(shape), MatrixShapes.Numbers(columns), Name);
        using var attempt = Attempt<T>.On(this, right);
        var (q, r) = attempt.Operand(this).Qr();
        return attempt.Done(OfColumns(right, QrFactors<T>.SolveUpper(r, q.Transpose().MatMul(Columns(attempt.Operand(right))), shape[-2], Name)));
    }

    /// <summary>A⁺, the pseudo-inverse of A (m, n), of any rank: V Σ⁺ Uᵀ with 1/s where a singular value is above max(m, n) ε max s, and else 0.</summary>
    /// <remarks>
    /// The derivative is the one along matrices of the same rank (Golub and Pereyra 1973); where the rank of A is below min(m, n), A⁺ is not
    /// even continuous in other directions.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> PseudoInverse() => PseudoInverse(
        T.CreateChecked(Rank < 2 ? 1 : Math.Max(Shape[-2], Shape[-1])) * MatrixRows.Precision<T>());

    /// <summary>A⁺ where singular values count as 0 up to another part of the largest.</summary>
    /// <param name="tolerance">That part, such as 1e-6 for matrices measured to six digits.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    /// <inheritdoc cref="PseudoInverse()" path="/remarks"/>
    public Tensor<T> PseudoInverse(T tolerance)
    {
        var shape = MatrixShapes.RequireMatrices(Shape, "pseudoInverse");
        if (!(tolerance >= T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, $"pseudoInverse: the tolerance {tolerance} is not a part of a singular value. Give 0 or more, as 1e-10.");
        }

        var operation = new PseudoInverseOf<T>(tolerance);
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(shape[-2] >= shape[-1] ? Apply(operation, this) : Apply(operation, Transpose()).Transpose());
    }

    /// <summary>A vector as a matrix of one column; matrices as they are.</summary>
    private static Tensor<T> Columns(Tensor<T> right) => right.Rank == 1 ? right.Unsqueeze(-1) : right;

    /// <summary>The solution in as many axes as the right-hand side has: a vector for a vector.</summary>
    private static Tensor<T> OfColumns(Tensor<T> right, Tensor<T> solution) =>
        right.Rank == 1 ? solution.Reshape(solution.Shape.Without(solution.Rank - 1)) : solution;
}
