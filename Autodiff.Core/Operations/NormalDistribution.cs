namespace Autodiff.Operations; internal static class NormalDistribution {
public static double NormalCdf(double x)=>throw new NotSupportedException();
public static double NormalQuantile(double x)=>throw new NotSupportedException();
}
