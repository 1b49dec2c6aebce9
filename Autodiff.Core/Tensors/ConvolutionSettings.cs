namespace Autodiff;

/// <summary>What a convolution and its two transposes are told beside the arrays.</summary>
/// <param name="Sliding">How the kernel moves.</param>
/// <param name="Groups">The number of groups into which the channels on both sides are split.</param>
internal readonly record struct ConvolutionSettings(Sliding Sliding, int Groups)
{
    /// <summary>The axes of weights before the window.</summary>
    private const string WeightAxes = "outputs, channels/groups";
    private const string TransposedWeightAxes = "inputs, outputs/groups";

    /// <summary>The sizes of a convolution of x with w.</summary>
    public ConvolutionShape Sizes(Shape x, Shape w)
    {
        var (batch, channels, height, width) = Sliding.Sizes(x);
        var (outputs, _, tall, wide) = Sliding.Sizes(w);
        return new(batch, channels, height, width, outputs, Groups, Sliding.WindowOf(tall, wide));
    }

    /// <summary>Throws unless images can be convolved with weights.</summary>
    /// <exception cref="ArgumentException">The axes or the channels do not fit.</exception>
    public void Check(string operation, Shape images, Shape weights)
    {
        Sliding.RequireImages(operation, images);
        Sliding.RequireWeights(operation, weights, WeightAxes);
        var (channels, outputs, seen) = (images.Lengths[1], weights.Lengths[0], weights.Lengths[1]);
        RequireGroups(operation, Groups, channels, "input channels", images);
        RequireGroups(operation, Groups, outputs, "output channels", weights);
        if (seen != channels / Groups)
        {
            throw new ArgumentException(
                $"{operation}: the images {images} have {channels} channels, in {Groups} groups of {channels / Groups}, but the weights {weights} are for groups of {seen}. Weights are ({WeightAxes}, window): give such with a second axis of {channels / Groups}, or another number of groups.");
        }
    }

    /// <summary>Throws unless images can be convolved with weights in transposition.</summary>
    /// <exception cref="ArgumentException">The axes or the channels do not fit.</exception>
    public void CheckTransposed(string operation, Shape images, Shape weights)
    {
        Sliding.RequireImages(operation, images);
        Sliding.RequireWeights(operation, weights, TransposedWeightAxes);
        var (channels, inputs) = (images.Lengths[1], weights.Lengths[0]);
        RequireGroups(operation, Groups, inputs, "input channels", weights);
        if (inputs != channels)
        {
            throw new ArgumentException(
                $"{operation}: the images {images} have {channels} channels, but the weights {weights} are for {inputs}. Weights are ({TransposedWeightAxes}, window): give such with a first axis of {channels}, or swap the first two axes.");
        }

        if (weights.Lengths[1] == 0)
        {
            throw new ArgumentException($"{operation}: the weights {weights} make no output channels. Give at least 1 in each group.");
        }
    }

    public override string ToString() => Sliding.Join($"{Sliding}", Groups == 1 ? "" : $"groups = {Groups}");

    private static void RequireGroups(string operation, int groups, int channels, string what, Shape shape)
    {
        if (groups < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(groups), groups, $"{operation}: the channels are split into {groups} groups. Give at least 1.");
        }

        if (channels < 1)
        {
            throw new ArgumentException($"{operation}: the shape {shape} has no {what}. Give at least 1.");
        }

        if (channels % groups != 0)
        {
            throw new ArgumentException($"{operation}: the {channels} {what} of the shape {shape} cannot be split into {groups} groups of one size. Give a number of groups that divides {channels}.");
        }
    }
}
