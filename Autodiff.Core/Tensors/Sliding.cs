namespace Autodiff;

/// <summary>
/// How a window moves over images (batch, channels, height, width), or over rows (batch, channels, length), which are images of height 1.
/// </summary>
/// <param name="Axes">2 for images, 1 for rows.</param>
/// <param name="Stride">Elements from one place of the window to the next.</param>
/// <param name="Padding">Elements put before and after each axis.</param>
/// <param name="Dilation">Elements from one tap of the window to the next.</param>
internal readonly record struct Sliding(int Axes, (int Y, int X) Stride, (int Y, int X) Padding, (int Y, int X) Dilation)
{
    public static Sliding OverRows(int stride, int padding, int dilation) => new(1, (1, stride), (0, padding), (1, dilation));

    public static Sliding OverImages((int Y, int X) stride, (int Y, int X) padding, (int Y, int X) dilation) => new(2, stride, padding, dilation);

    public Window WindowOf(int height, int width) => new(height, width) { Stride = Stride, Padding = Padding, Dilation = Dilation };

    /// <summary>A window of a size over images of this shape.</summary>
    public WindowShape Over(Shape images, (int Y, int X) kernel)
    {
        var (batch, channels, height, width) = Sizes(images);
        return new(batch, channels, height, width, WindowOf(kernel.Y, kernel.X));
    }

    /// <summary>The lengths of the axes, with the height 1 of rows.</summary>
    public (int First, int Second, int Height, int Width) Sizes(Shape shape) =>
        (shape.Lengths[0], shape.Lengths[1], Axes == 1 ? 1 : shape.Lengths[2], shape.Lengths[^1]);

    /// <summary>The shape with these lengths, without the height 1 of rows.</summary>
    public Shape ShapeOf(int first, int second, int height, int width) => Axes == 1 ? [first, second, width] : [first, second, height, width];

    /// <summary>Throws unless a shape has the axes of images, or of rows.</summary>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    public void RequireImages(string operation, Shape shape) => RequireRank(operation, "images", shape, "batch, channels");

    /// <inheritdoc cref="RequireImages"/>
    public void RequireWeights(string operation, Shape shape, string firstAxes) => RequireRank(operation, "weights", shape, firstAxes);

    /// <summary>The numbers that are not what they are when left out, such as <c>stride = 2, padding = (1, 0)</c>.</summary>
    public override string ToString()
    {
        string stride = Text("stride", Stride, 1);
        string padding = Text("padding", Padding, 0);
        string dilation = Text("dilation", Dilation, 1);
        return Join(stride, padding, dilation);
    }

    /// <summary>The texts that are not empty, in a row.</summary>
    public static string Join(params IEnumerable<string> texts) => string.Join(", ", texts.Where(text => text.Length > 0));

    /// <summary>The size of a window, as it is printed.</summary>
    public string KernelText((int Y, int X) kernel) => Text("kernel", kernel, 0);

    private string Text(string name, (int Y, int X) pair, int usual)
    {
        bool isOne = Axes == 1 || pair.Y == pair.X;
        return !isOne ? $"{name} = ({pair.Y}, {pair.X})" : pair.X == usual ? "" : $"{name} = {pair.X}";
    }

    private void RequireRank(string operation, string what, Shape shape, string firstAxes)
    {
        if (shape.Rank != Axes + 2)
        {
            string axes = $"({firstAxes}, {(Axes == 1 ? "length" : "height, width")})";
            string remedy = shape.Rank == Axes + 1 ? "Insert an axis of length 1 with Unsqueeze(0)." : "Reshape them.";
            throw new ArgumentException($"{operation}: the {what} of shape {shape} have {shape.Rank} axes, but must have {Axes + 2}: {axes}. {remedy}");
        }
    }
}
