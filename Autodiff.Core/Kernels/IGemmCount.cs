namespace Autodiff;

/// <summary>A number known to the compiler.</summary>
internal interface IGemmCount
{
    static abstract int Value { get; }
}

internal readonly struct GemmCount1 : IGemmCount
{
    public static int Value => 1;
}

internal readonly struct GemmCount2 : IGemmCount
{
    public static int Value => 2;
}

internal readonly struct GemmCount3 : IGemmCount
{
    public static int Value => 3;
}

internal readonly struct GemmCount4 : IGemmCount
{
    public static int Value => 4;
}

internal readonly struct GemmCount5 : IGemmCount
{
    public static int Value => 5;
}

internal readonly struct GemmCount6 : IGemmCount
{
    public static int Value => 6;
}

internal readonly struct GemmCount7 : IGemmCount
{
    public static int Value => 7;
}

internal readonly struct GemmCount8 : IGemmCount
{
    public static int Value => 8;
}

internal readonly struct GemmCount9 : IGemmCount
{
    public static int Value => 9;
}

internal readonly struct GemmCount10 : IGemmCount
{
    public static int Value => 10;
}

internal readonly struct GemmCount11 : IGemmCount
{
    public static int Value => 11;
}

internal readonly struct GemmCount12 : IGemmCount
{
    public static int Value => 12;
}
