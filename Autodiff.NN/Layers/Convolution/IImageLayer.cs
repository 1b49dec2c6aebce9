namespace Autodiff.NN;

/// <summary>A layer that in inference makes of each image of a batch what it would make of it alone, to the last bit.</summary>
internal interface IImageLayer
{
    /// <summary>False where the layer holds one of which that is not known.</summary>
    bool TakesImagesAlone => true;
}
