namespace Autodiff.Tests.Operations;

/// <summary>The formulas that rows print: they are true, and they are written in the notation.</summary>
public class FormulaTests
{
    static readonly IEnumerable<Operation> Rows = Catalog.All.Where(operation => operation.Arity != Operation.AnyArity);

    static IEnumerable<TestCaseData> Formulas => Rows.SelectMany(row => row.PartialFormulas.Prepend(row.Formula)).Distinct().Select(text => new TestCaseData(text));

    [TestCaseSource(nameof(Rows))]
    public void What_a_row_prints_is_what_it_computes(Operation row)
    {
        foreach (double[] operands in row.Samples)
        {
            double value = row.Apply<double>(operands);
            var letters = "xyzw".Zip(operands.Append(value), (letter, number) => (letter.ToString(), number)).ToDictionary();
            AssertTrue(row.Formula, value, letters);
            for (int i = 0; i < row.Arity; i++)
            {
                AssertTrue(row.PartialFormulas[i], row.Derivative(i, operands, value), letters);
            }
        }
    }

    [TestCaseSource(nameof(Formulas))]
    public void A_formula_prints_as_its_author_wrote_it(string text) => Assert.That(Formula.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("2x", "2v1")]
    [TestCase("-x y^-2", "-v1 v2^-2")]
    [TestCase("x (1 - x)", "v1 (1 - v1)")]
    [TestCase("log(1 + exp x)", "log(1 + exp v1)")]
    [TestCase("1 if x > y else ½ if x = y else 0", "1 if v1 > v2 else ½ if v1 = v2 else 0")]
    public void Names_take_the_place_of_letters(string text, string expected) => Assert.That(Filled(text, "v1", "v2"), Is.EqualTo(expected));

    [TestCase("x y", "2", "v2", "2 v2")]
    [TestCase("x y", "v1", "2", "v1 · 2")]
    [TestCase("x y", "v1", "-2", "v1 · (-2)")]
    [TestCase("x y", "-0.5", "v2", "-0.5 v2")]
    [TestCase("2x", "3", "", "2 · 3")]
    [TestCase("1/(2x)", "rms", "", "1/(2 rms)")]
    [TestCase("2x", "h1out", "", "2 h1out")]
    [TestCase("2x", "_x", "", "2 _x")]
    [TestCase("2x", "w_1", "", "2w_1")]
    [TestCase("2x", "e1", "", "2 e1")]
    [TestCase("x + y", "-2", "v2", "-2 + v2")]
    [TestCase("x - y", "v1", "-2", "v1 - (-2)")]
    [TestCase("1 + x y", "-2", "v2", "1 + (-2) v2")]
    [TestCase("x^y", "-2", "v2", "(-2)^v2")]
    [TestCase("x^y", "v1", "-2", "v1^-2")]
    [TestCase("x²", "-2", "", "(-2)²")]
    [TestCase("log x", "-2", "", "log(-2)")]
    [TestCase("-x", "-2", "", "-(-2)")]
    [TestCase("1 if x < y else 0", "v1", "-1", "1 if v1 < -1 else 0")]
    [TestCase("max(x, y)", "v1", "-1", "max(v1, -1)")]
    [TestCase("y x^(y - 1)", "v1", "3", "3 v1²")]
    [TestCase("y x^(y - 1)", "v1", "2", "2 v1")]
    [TestCase("x^y", "v1", "1", "v1^1")]
    [TestCase("x^y", "v1", "2", "v1²")]
    [TestCase("x^y", "v1", "4", "v1^4")]
    [TestCase("y x^(y - 1)", "v1", "0.5", "0.5 v1^-0.5")]
    [TestCase("1 - y", "v1", "-0.25", "1.25")]
    public void Constants_take_the_place_of_letters(string text, string x, string y, string expected) => Assert.That(Filled(text, x, y), Is.EqualTo(expected));

    [TestCase("x / y", @"\frac{x}{y}")]
    [TestCase("-x y^-2", "-x y^{-2}")]
    [TestCase("√(x² + y²)", @"\sqrt{x^{2} + y^{2}}")]
    [TestCase("exp(-x²/2)/√(2 π)", @"\frac{\exp\left(-\frac{x^{2}}{2}\right)}{\sqrt{2 \pi}}")]
    [TestCase("(x/y)²", @"\left(\frac{x}{y}\right)^{2}")]
    [TestCase("x/(1 + |x|)", @"\frac{x}{1 + \left|x\right|}")]
    [TestCase("sigmoid x", @"\operatorname{sigmoid} x")]
    [TestCase("x log y", @"x \log y")]
    [TestCase("0 if x < y else ½", @"\begin{cases} 0 & \text{if } x < y \\ \tfrac{1}{2} & \text{otherwise} \end{cases}")]
    [TestCase("0 if x <= y else 0 if x > z else 1", @"\begin{cases} 0 & \text{if } x \le y \\ 0 & \text{if } x > z \\ 1 & \text{otherwise} \end{cases}")]
    public void A_formula_is_written_in_latex(string text, string expected) => Assert.That(Formula.Parse(text).ToLatex(), Is.EqualTo(expected));

    [TestCase("v12", "v_{12}")]
    [TestCase("μ", @"\mu")]
    [TestCase("σ₁", @"\sigma_{1}")]
    [TestCase("w_1", "w_{1}")]
    [TestCase("w_{12}", "w_{12}")]
    [TestCase("w_1_2", "w_{1,2}")]
    [TestCase("w_theta", @"w_{\theta}")]
    [TestCase("net_h1", @"\mathrm{net}_{h1}")]
    [TestCase("conv2", @"\mathrm{conv}_{2}")]
    [TestCase("E_total", @"E_{\mathrm{total}}")]
    [TestCase("learning_rate", @"\mathrm{learning}_{\mathrm{rate}}")]
    [TestCase("theta", @"\theta")]
    [TestCase("epsilon", @"\varepsilon")]
    [TestCase("Sigma", @"\Sigma")]
    [TestCase("σ²", @"\sigma^{2}")]
    [TestCase("x₁²", "x_{1}^{2}")]
    [TestCase("x''", "x''")]
    [TestCase("layer2.bias[3]", @"\mathrm{layer2.bias[3]}")]
    [TestCase("_x", @"\mathrm{\_x}")]
    [TestCase("#1", @"\text{\#1}")]
    [TestCase(@"a <b> \c", @"\text{a $<$b$>$ $\backslash$c}")]
    public void A_name_is_written_in_latex(string name, string expected) => Assert.That(new Formula.Symbol(name).ToLatex(), Is.EqualTo(expected));

    [TestCase("-2", "x \\cdot \\left(-2\\right)")]
    [TestCase("1e-5", @"x \cdot 10^{-5}")]
    [TestCase("1.5e6", @"x \cdot 1.5 \cdot 10^{6}")]
    public void A_constant_is_written_in_latex(string constant, string expected) =>
        Assert.That(Formula.Parse("x y").With(letter => letter.Name == "y" ? Part(constant) : letter).ToLatex(), Is.EqualTo(expected));

    [TestCase("1.0507009873554805 x", "1.05 x")]
    [TestCase("0.044715 x³", "0.0447 x³")]
    [TestCase("√(2 π) + 12345 x", "√(2 π) + 12345 x")]
    public void Constants_are_rounded(string text, string expected) => Assert.That(Formula.Parse(text).Rounded(3).ToString(), Is.EqualTo(expected));

    [TestCase("1", "1", "1 + 1")]
    [TestCase("1/y", "-x y^-2", "1/y - x y^-2")]
    [TestCase("½ if x = y else 0", "1", "(½ if x = y else 0) + 1")]
    [TestCase("x", "-(x - z)/y", "x - (x - z)/y")]
    public void Formulas_are_added(string left, string right, string expected) =>
        Assert.That(Formula.Parse(left).Plus(Formula.Parse(right)).ToString(), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("x +")]
    [TestCase("(x")]
    [TestCase("(x, y)")]
    [TestCase("|x")]
    [TestCase("x if y")]
    [TestCase("x if y > 0 then 1")]
    [TestCase("x * y")]
    [TestCase("log")]
    [TestCase("x ᵢ")]
    public void What_is_no_formula_says_where(string text)
    {
        Assert.That(() => Formula.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains($"\"{text}\""));
        Assert.That(Formula.TryParse(text, out _), Is.False);
    }

    static void AssertTrue(string text, double expected, Dictionary<string, double> letters)
    {
        double actual = Formula.Parse(text).Evaluate(letters);
        double tolerance = Math.Max(1e-14, 1e-9 * Math.Abs(expected));
        Assert.That(actual, double.IsFinite(expected) ? Is.EqualTo(expected).Within(tolerance) : Is.EqualTo(expected), $"{text} at {string.Join(", ", letters)}");
    }

    static string Filled(string text, string x, string y) =>
        Formula.Parse(text).With(letter => letter.Name == "x" ? Part(x) : letter.Name == "y" ? Part(y) : letter).ToString();

    static Formula Part(string text) => text[0] == '-'
        ? new Formula.Negative(new Formula.Number(text[1..]))
        : char.IsAsciiDigit(text[0]) ? new Formula.Number(text) : new Formula.Symbol(text);
}
