namespace Autodiff.Operations;

internal static class Constants
{
    public const double Ln2 = 0.69314718055994530942;
    public const double Ln10 = 2.3025850929940456840;
    public const double SqrtPi = 1.7724538509055160273;
    public const double SqrtTau = 2.5066282746310005024;
}
