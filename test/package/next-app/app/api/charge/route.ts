interface ChargeRequest {
  readonly customerUid: string;
  readonly amount: number;
}

/** Stands for a backend, which would ask i'mport for the truth and then charge. */
export async function POST(request: Request): Promise<Response> {
  const { customerUid, amount } = (await request.json()) as ChargeRequest;
  return Response.json({ customerUid, amount });
}
