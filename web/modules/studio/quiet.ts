/** Prisma Studio would ask its makers for news (`checkpoint.prisma.io`) and reads here that it is not to. Before it, or it reads nothing. */
Object.assign(globalThis, { process: { env: { CHECKPOINT_DISABLE: '1' } } });
